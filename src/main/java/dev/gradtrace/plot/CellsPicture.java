package dev.gradtrace.plot;

import dev.gradtrace.experiment.ComparedCell;
import dev.gradtrace.experiment.ComparedCell.ComparedLayer;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.Figure;
import dev.gradtrace.experiment.Measure;
import dev.gradtrace.gradient.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The cells of an experiment, one row each: final losses, decades lost per hidden layer, and a
 * metric of each layer at the first step, as lines for a few cells, as a heat map for many.
 *
 * @param title name of the experiment
 * @param comparison holds the metric of its layers
 * @param names of the cells
 */
public record CellsPicture(String title, Comparison comparison, Metric metric, List<String> names)
    implements Picture {

  private static final Ticks NO_TICKS = new Ticks(List.of(), List.of());

  /** Symbols of Lets-Plot: disc, circle, cross. */
  private static final List<Integer> SHAPES = List.of(16, 1, 4);

  private static final int MOST_LINES = Palette.CATEGORICAL.size();
  private static final int MOST_DOTS = 60;
  private static final int WIDTH = 1200;
  private static final int ROW_HEIGHT = 22;
  private static final int LINE_HEIGHT = 14;
  private static final int FOOT = 80;
  private static final int LEAST_HEIGHT = 460;
  private static final int LONGEST_NAME = 48;
  private static final double WIDTH_OF_LETTER = 6.7;
  private static final double SWATCH = 0.06;

  public CellsPicture {
    List<ComparedCell> cells = comparison.cells();
    List<String> all = names;
    names =
        IntStream.range(0, cells.size())
            .mapToObj(
                i ->
                    Sheet.shortened(Sheet.line(all.get(i)), LONGEST_NAME)
                        + (cells.get(i).layers().isEmpty() ? " (no result)" : ""))
            .toList();
  }

  @Override
  public Size preferredSize() {
    int height = Sheet.HEAD + FOOT + ROW_HEIGHT * names.size();
    return new Size(WIDTH, Math.min(Math.max(LEAST_HEIGHT, height), Size.MOST));
  }

  @Override
  public Sketch sketch(Size size) {
    Sheet sheet = new Sheet(size, title, subtitle());
    if (cells().stream().allMatch(cell -> cell.layers().isEmpty())) {
      return sheet.saying("No run has succeeded yet.");
    }
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    double width = WIDTH_OF_LETTER * longest / WIDTH + SWATCH;
    return sheet.beside(
        List.of(rowNames(size), losses(), slopes(), isFew() ? profiles() : colours()),
        List.of(width, 0.25, 0.2, 0.4));
  }

  private boolean isFew() {
    return cells().size() <= MOST_LINES;
  }

  private String colour(int cell) {
    return isFew() ? Palette.CATEGORICAL.get(cell) : Palette.INK;
  }

  /**
   * The panel with the names of the cells; for few cells, samples of their lines make it the
   * legend.
   */
  private Panel rowNames(Size size) {
    Ticks rows =
        Ticks.rows(reversed(names), Math.max(2, (size.height() - Sheet.HEAD - FOOT) / LINE_HEIGHT));
    Panel panel = new Panel();
    panel.marks(
        "text",
        Map.of("y", rows.at(), "label", rows.labels()),
        Map.of("x", 1 - SWATCH, "hjust", "right", "size", 6, "color", Palette.INK));
    for (int i = 0; isFew() && i < names.size(); i++) {
      panel.marks(
          "segment",
          Map.of("y", List.of((double) row(i)), "yend", List.of((double) row(i))),
          Map.of("x", 1 - SWATCH / 2, "xend", 1, "color", colour(i), "size", 3));
    }
    return panel
        .axis("x", "", NO_TICKS, 0, 1)
        .axis("y", "", NO_TICKS, -0.5, names.size() - 0.5)
        .theme("panel_grid", Panel.blank());
  }

  private List<ComparedCell> cells() {
    return comparison.cells();
  }

  private String subtitle() {
    long done = cells().stream().filter(cell -> !cell.layers().isEmpty()).count();
    String text =
        "final loss, decades lost per hidden layer, and %s at the first step"
            .formatted(metric.label());
    return done == cells().size()
        ? text
        : text + "; %s of %s cells have results".formatted(done, cells().size());
  }

  private Panel losses() {
    double[][] values = {figure(Figure.TRAINING_LOSS), figure(Figure.VALIDATION_LOSS)};
    Quantity loss = Quantity.ofLosses(Arrays.stream(values).flatMapToDouble(Arrays::stream));
    double[][] places =
        Arrays.stream(values)
            .map(row -> DoubleStream.of(row).map(loss::place).toArray())
            .toArray(double[][]::new);
    boolean fromZero = loss.scale() == Quantity.Scale.LINEAR;
    Extent extent = around(places, fromZero ? DoubleStream.of(0) : DoubleStream.empty());
    Extent shown = extent.withMargin();
    Panel panel = new Panel();
    deviations(panel, loss);
    return dots(panel, List.of("training", "validation"), places)
        .axis("x", "final loss", loss.ticks(extent), shown.low(), shown.high());
  }

  /** The range of all finite values; that of 0 alone if there are none. */
  private static Extent around(double[][] values, DoubleStream more) {
    Extent extent =
        Extent.of(DoubleStream.concat(more, Arrays.stream(values).flatMapToDouble(Arrays::stream)));
    return extent == null ? new Extent(0, 0) : extent;
  }

  /** Adds bars of one standard deviation over the seeds to either side. */
  private void deviations(Panel panel, Quantity loss) {
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    List<Double> rows = new ArrayList<>();
    for (int i = 0; i < cells().size(); i++) {
      Measure measure = measure(cells().get(i), Figure.TRAINING_LOSS);
      double from = loss.place(measure.mean() - measure.sd());
      double to = loss.place(measure.mean() + measure.sd());
      if (!Double.isNaN(from) && !Double.isNaN(to)) {
        low.add(from);
        high.add(to);
        rows.add((double) row(i));
      }
    }
    panel.marks(
        "segment",
        Map.of("x", low, "xend", high, "y", rows, "yend", rows),
        Map.of("color", Palette.BACKGROUND_LINE, "size", 2));
  }

  private Panel slopes() {
    double[][] slopes = {
      figure(Figure.FIRST_SLOPE), figure(Figure.LAST_SLOPE), figure(Figure.SLOPE_FORECAST)
    };
    Extent shown = around(slopes, DoubleStream.of(0)).withMargin();
    return dots(new Panel(), List.of("first", "last", "forecast"), slopes)
        .axis("x", "decades lost per layer", null, shown.low(), shown.high());
  }

  /** Adds a symbol per kind: disc, circle and cross remain distinguishable at the same place. */
  private Panel dots(Panel panel, List<String> kinds, double[][] values) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> kind = new ArrayList<>();
    List<String> cell = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      for (int i = 0; i < cells().size(); i++) {
        if (Double.isFinite(values[k][i])) {
          x.add(values[k][i]);
          y.add((double) row(i));
          kind.add(Panel.key(k));
          cell.add(Panel.key(i));
        }
      }
    }
    int last = kinds.size() - 1;
    while (last > 0 && !kind.contains(Panel.key(last))) {
      last--;
    }
    List<String> shown = kinds.subList(0, last + 1);
    panel
        .axis("y", "", rowLines(), -0.5, names.size() - 0.5)
        .kinds("shape", shown, SHAPES.subList(0, shown.size()))
        .theme("legend_position", "bottom");
    if (!isFew()) {
      return panel.marks(
          "point", Map.of("x", x, "y", y, "shape", kind), Map.of("size", 4, "color", Palette.INK));
    }
    return panel
        .marks("point", Map.of("x", x, "y", y, "shape", kind, "color", cell), Map.of("size", 4))
        .kinds("color", names, IntStream.range(0, names.size()).mapToObj(this::colour).toList())
        .without("color");
  }

  /** Grid lines along the rows. */
  private Ticks rowLines() {
    List<Double> at = IntStream.range(0, names.size()).mapToObj(i -> (double) i).toList();
    return new Ticks(at, Collections.nCopies(at.size(), ""));
  }

  private Panel profiles() {
    Quantity quantity = Quantity.of(metric);
    List<Series> lines =
        IntStream.range(0, cells().size())
            .filter(i -> !cells().get(i).layers().isEmpty())
            .mapToObj(i -> profile(i, quantity))
            .toList();
    Extent extent = Extent.of(lines.stream().map(Series::y).flatMapToDouble(Arrays::stream));
    double depth = depth();
    return new Panel()
        .lines(lines)
        .axis("x", "layer", Ticks.steps(new Extent(1, depth)), 0.5, depth + 0.5)
        .axis("y", quantity.symbol(), quantity.ticks(extent))
        .theme("legend_position", "none");
  }

  private Series profile(int cell, Quantity quantity) {
    List<ComparedLayer> layers = cells().get(cell).layers();
    return new Series(
        names.get(cell),
        colour(cell),
        1 + 0.5 * (cells().size() - 1 - cell),
        layers.size() <= MOST_DOTS,
        layers.stream().mapToDouble(ComparedLayer::layer).toArray(),
        layers.stream().mapToDouble(layer -> place(layer, quantity)).toArray());
  }

  private Panel colours() {
    Quantity quantity = Quantity.of(metric);
    double[][] rows = new double[cells().size()][depth()];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[row(i)];
      Arrays.fill(row, Double.NaN);
      cells().get(i).layers().forEach(layer -> row[layer.layer() - 1] = place(layer, quantity));
    }
    Raster raster = new Raster(rows, Palette.PAPER);
    Extent amounts = raster.extent();
    Extent colours = quantity.colours(amounts == null ? new Extent(0, 1) : amounts);
    Extent layers = new Extent(0.5, depth() + 0.5);
    return raster
        .in(new Panel(), layers, colours)
        .amounts(quantity.symbol(), quantity.ticks(colours), colours, Map.of())
        .axis("x", "layer", Ticks.steps(new Extent(1, depth())), layers.low(), layers.high())
        .axis("y", "", NO_TICKS, -0.5, names.size() - 0.5)
        .theme("panel_grid", Panel.blank())
        .theme("legend_position", "bottom");
  }

  private double place(ComparedLayer layer, Quantity quantity) {
    Measure measure = layer.metrics().get(metric);
    return measure == null ? Double.NaN : quantity.place(measure.mean());
  }

  private int depth() {
    return cells().stream().mapToInt(cell -> cell.layers().size()).max().orElse(1);
  }

  private double[] figure(Figure figure) {
    return cells().stream().mapToDouble(cell -> measure(cell, figure).mean()).toArray();
  }

  private static Measure measure(ComparedCell cell, Figure figure) {
    return Objects.requireNonNull(cell.figures().get(figure), figure.label());
  }

  /** The row of a cell; the first cell is at the top. */
  private int row(int cell) {
    return cells().size() - 1 - cell;
  }

  private static List<String> reversed(List<String> texts) {
    return IntStream.range(0, texts.size()).mapToObj(i -> texts.get(texts.size() - 1 - i)).toList();
  }
}
