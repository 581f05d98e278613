package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.experiment.ComparedCell;
import dev.gradtrace.experiment.ComparedCell.ComparedLayer;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Figure;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.experiment.Measure;
import dev.gradtrace.gradient.Metric;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsPictureTest {

  private static Measure measure(double mean) {
    return new Measure(mean, Math.abs(mean) / 10, 3, Double.NaN);
  }

  private static ComparedCell cell(int number, int depth, Figure... unmeasured) {
    Map<Figure, Measure> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      figures.put(figure, measure(depth == 0 ? Double.NaN : 1.0 / (1 + number)));
    }
    List.of(unmeasured).forEach(figure -> figures.put(figure, measure(Double.NaN)));
    List<ComparedLayer> layers =
        IntStream.rangeClosed(1, depth)
            .mapToObj(
                l ->
                    new ComparedLayer(
                        l, 3, "sigmoid", Map.of(Metric.DELTA_LOG10, measure(0.7 * (l - depth)))))
            .toList();
    return new ComparedCell(number, List.of(), Map.of(), figures, layers);
  }

  static CellsPicture picture(int... depths) {
    return picture(IntStream.range(0, depths.length).mapToObj(i -> cell(i, depths[i])).toList());
  }

  private static CellsPicture picture(List<ComparedCell> cells) {
    List<String> names =
        IntStream.rangeClosed(1, cells.size()).mapToObj(i -> "<cell> " + i).toList();
    return new CellsPicture(
        "an experiment",
        new Comparison(
            new Experiment(
                "x", Caption.NONE, null, Instant.EPOCH, new Grid(List.of()), null, List.of()),
            0,
            1,
            cells),
        Metric.DELTA_LOG10,
        names);
  }

  static int[] depths(int cells) {
    return IntStream.range(0, cells).map(i -> 2 + i % 5).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 7, 8, 50})
  void namesEveryCellAndEveryAxis(int cells) {
    Drawing drawing = Drawing.of(picture(depths(cells)));
    assertThat(drawing.texts())
        .contains("an experiment", "final loss", "decades lost per layer", "layer", "log₁₀ ‖Δˡ‖")
        .contains("training", "validation", "first", "last", "forecast");
    for (int i = 1; i <= cells; i++) {
      assertThat(drawing.texts()).contains("<cell> " + i);
    }
  }

  @Test
  void drawsAFewCellsAsLines() {
    Drawing drawing = Drawing.of(picture(3, 4));
    assertThat(drawing.all("image")).isEmpty();
    for (String colour : Palette.CATEGORICAL.subList(0, 2)) {
      assertThat(drawing.lines(colour)).as(colour).hasSize(1);
    }
    assertThat(drawing.lines(Palette.CATEGORICAL.get(2))).isEmpty();
  }

  @Test
  void drawsManyCellsAsRowsOfColoursTheFirstOnTop() throws IOException {
    int[] depths = depths(50);
    var raster = Drawing.of(picture(depths)).raster();
    assertThat(raster.getHeight()).isEqualTo(50);
    assertThat(raster.getWidth()).isEqualTo(6);
    assertThat(raster.getRGB(1, 0) & 0xffffff).isEqualTo(Palette.rgb("#FDE725"));
    assertThat(raster.getRGB(2, 0) & 0xffffff).isEqualTo(Palette.rgb(Palette.PAPER));
    assertThat(raster.getRGB(0, 4) & 0xffffff).isEqualTo(Palette.rgb("#440154"));
  }

  @Test
  void growsWithItsCellsUpToALimit() {
    assertThat(picture(depths(50)).preferredSize().height()).isGreaterThan(1000);
    CellsPicture most = picture(depths(500));
    assertThat(most.preferredSize().height()).isEqualTo(Size.MOST);
    assertThat(Drawing.of(most).texts()).contains("<cell> 1", "<cell> 500");
  }

  @Test
  void saysWhichCellsHaveNoResult() {
    Drawing drawing = Drawing.of(picture(3, 0, 3));
    assertThat(drawing.texts())
        .contains("<cell> 2 (no result)")
        .anyMatch(text -> text.endsWith("2 of 3 cells have results"));
    assertThat(Drawing.of(picture(0, 0)).texts()).contains("No run has succeeded yet.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "a & b", "\"'", "x\u0000y\nz", "0.123456789"})
  void writesNamesOfCellsAsTheyAre(String name) {
    Comparison comparison = picture(3, 3).comparison();
    Drawing drawing =
        Drawing.of(
            new CellsPicture("", comparison, Metric.DELTA_LOG10, List.of(name, name + " 2")));
    String line = name.replace('\u0000', '�').replace('\n', ' ');
    assertThat(drawing.texts()).contains(line, line + " 2");
    assertThat(drawing.all("script")).isEmpty();
  }

  @Test
  void namesNoLossThatWasNotMeasured() {
    assertThat(Drawing.of(picture(List.of(cell(0, 3, Figure.VALIDATION_LOSS)))).texts())
        .contains("training")
        .doesNotContain("validation");
  }

  @Test
  void drawsNetworksWithoutHiddenLayers() {
    Drawing drawing = Drawing.of(picture(1, 1));
    assertThat(drawing.dots(Palette.CATEGORICAL.get(0))).isPositive();
  }
}
