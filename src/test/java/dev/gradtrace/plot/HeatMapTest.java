package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.Traces;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeatMapTest {

  private static final int WHITE_AND_ALPHA = 0xffffff;
  private static final int MOST_CHARACTERS = 500_000;

  static NetworkSpec network(int depth) {
    return new NetworkSpec(2, Collections.nCopies(depth, LayerSpec.of(3, Elementwise.SIGMOID)));
  }

  static long[] steps(int count, int stride) {
    return LongStream.range(0, count).map(i -> 1 + i * stride).toArray();
  }

  private static HeatMap heatMap(GradientTrace trace, Metric metric) {
    return new HeatMap(
        "a job", trace, metric, IntStream.rangeClosed(1, trace.network().depth()).boxed().toList());
  }

  static HeatMap deltas(int depth, long[] steps, Traces.Course course) {
    return heatMap(
        Traces.of(network(depth), Metric.DELTA_LOG10, steps, 0.7, course), Metric.DELTA_LOG10);
  }

  private static int pixel(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & WHITE_AND_ALPHA;
  }

  @Test
  void hasAPixelForEachLayerAndStepTheLastLayerOnTop() throws IOException {
    BufferedImage image =
        Drawing.of(deltas(5, steps(7, 10), (step, l) -> 10 * l + step / 61.0)).raster();
    assertThat(image.getWidth()).isEqualTo(7);
    assertThat(image.getHeight()).isEqualTo(5);
    assertThat(pixel(image, 6, 0)).isEqualTo(Palette.rgb("#FDE725"));
    assertThat(pixel(image, 0, 4)).isEqualTo(Palette.rgb("#440154"));
  }

  @Test
  void isTitledAndItsAxesAndColoursAreNamed() {
    Drawing drawing = Drawing.of(deltas(5, steps(7, 10), (step, l) -> -l));
    assertThat(drawing.texts())
        .contains("a job", "step", "layer", "log₁₀ ‖Δˡ‖", "1", "5", "10", "60")
        .anyMatch(text -> text.startsWith("deltaLog10 of each layer"));
    assertThat(drawing.root().getAttribute("viewBox")).isEqualTo("0 0 900 520");
    assertThat(drawing.all("title").get(0).getTextContent()).isEqualTo("a job");
  }

  @Test
  void placesStepsThatAreNotEvenlySpacedWhereTheyWere() throws IOException {
    long[] steps = {1, 2, 3, 4, 101};
    BufferedImage image = Drawing.of(deltas(1, steps, (step, l) -> step == 101 ? 1 : 0)).raster();
    assertThat(image.getWidth()).isEqualTo(5);
    assertThat(pixel(image, 1, 0)).isEqualTo(Palette.rgb("#440154"));
    assertThat(pixel(image, 3, 0)).isEqualTo(Palette.rgb("#FDE725"));
    assertThat(pixel(image, 4, 0)).isEqualTo(Palette.rgb("#FDE725"));
  }

  @Test
  void isGreyWhereThereIsNoValue() throws IOException {
    HeatMap map =
        deltas(
            3,
            steps(4, 1),
            (step, l) -> step == 4 ? Double.NaN : l == 2 ? Double.NEGATIVE_INFINITY : (double) l);
    Drawing drawing = Drawing.of(map);
    BufferedImage image = drawing.raster();
    assertThat(pixel(image, 3, 0)).isEqualTo(Palette.rgb(Palette.MISSING));
    assertThat(pixel(image, 0, 1)).isEqualTo(Palette.rgb(Palette.MISSING));
    assertThat(pixel(image, 0, 0)).isEqualTo(Palette.rgb("#FDE725"));
    assertThat(drawing.texts()).anyMatch(text -> text.contains("grey: no value"));
  }

  @Test
  void drawsNormsOnALogarithmicScale() throws IOException {
    NetworkSpec network = network(3);
    GradientTrace trace =
        Traces.of(
            network,
            Metric.WEIGHT_GRADIENT_NORM,
            steps(2, 1),
            0,
            (step, l) -> Math.pow(10, -30 * l));
    Drawing drawing = Drawing.of(heatMap(trace, Metric.WEIGHT_GRADIENT_NORM));
    assertThat(pixel(drawing.raster(), 0, 1)).isEqualTo(Palette.viridis(127 / 254.0));
    assertThat(drawing.texts()).contains("‖∂C/∂Wˡ‖", "10⁻⁵⁰");
  }

  @Test
  void drawsFractionsFromZeroToOne() throws IOException {
    GradientTrace trace =
        Traces.of(network(2), Metric.SATURATED_FRACTION, steps(2, 1), 0, (step, l) -> 0.5);
    Drawing drawing = Drawing.of(heatMap(trace, Metric.SATURATED_FRACTION));
    assertThat(pixel(drawing.raster(), 0, 0)).isEqualTo(Palette.viridis(127 / 254.0));
    assertThat(drawing.texts()).contains("0.0", "1.0");
  }

  @Test
  void drawsOnlyTheLayersAskedFor() throws IOException {
    GradientTrace trace =
        Traces.of(network(100), Metric.DELTA_LOG10, steps(3, 1000), 0, (step, l) -> l);
    HeatMap map = new HeatMap("", trace, Metric.DELTA_LOG10, List.of(100, 1, 50));
    Drawing drawing = Drawing.of(map);
    assertThat(drawing.raster().getHeight()).isEqualTo(3);
    assertThat(drawing.texts()).contains("1", "50", "100").doesNotContain("2", "10", "99");
  }

  @Test
  void saysSoWhenThereIsNothing() {
    assertThat(Drawing.of(heatMap(GradientTrace.empty(network(2)), Metric.DELTA_LOG10)).texts())
        .contains("Nothing has been recorded yet.");
    GradientTrace noValue =
        Traces.of(network(2), Metric.DEAD_FRACTION, steps(3, 1), 0, (step, l) -> Double.NaN);
    assertThat(Drawing.of(heatMap(noValue, Metric.DEAD_FRACTION)).texts())
        .contains("deadFraction has no value here.");
  }

  @Test
  void drawsASinglePoint() throws IOException {
    BufferedImage image = Drawing.of(deltas(1, steps(1, 1), (step, l) -> -1)).raster();
    assertThat(image.getWidth() * image.getHeight()).isEqualTo(1);
  }

  @Test
  void drawsAThousandNoisyLayersOverFiveHundredStepsInHalfAMegabyte() throws IOException {
    HeatMap map = deltas(1000, steps(500, 20), (step, l) -> step * 7919 * l % 1009);
    String svg = map.svg(map.preferredSize());
    assertThat(svg).hasSizeLessThan(MOST_CHARACTERS);
    BufferedImage image = Drawing.of(svg).raster();
    assertThat(image.getWidth()).isEqualTo(500);
    assertThat(image.getHeight()).isEqualTo(500);
  }

  @Test
  void isTheSameTextEachTime() {
    HeatMap map = deltas(5, steps(7, 10), (step, l) -> -l);
    assertThat(map.svg(map.preferredSize())).isEqualTo(map.svg(map.preferredSize()));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void drawsEveryMetric(Metric metric) throws IOException {
    GradientTrace trace = Traces.of(network(4), metric, steps(4, 5), 0, (step, l) -> l / 4.0);
    Drawing drawing = Drawing.of(heatMap(trace, metric));
    assertThat(drawing.raster().getHeight()).isEqualTo(4);
    assertThat(drawing.texts()).anyMatch(text -> text.startsWith(metric.label()));
  }
}
