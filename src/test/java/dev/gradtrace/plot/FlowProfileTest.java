package dev.gradtrace.plot;

import static dev.gradtrace.plot.HeatMapTest.network;
import static dev.gradtrace.plot.HeatMapTest.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.Traces;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowProfileTest {

  private static final String FIRST = Palette.CATEGORICAL.get(0);
  private static final String MIDDLE = Palette.CATEGORICAL.get(1);
  private static final String LAST = Palette.CATEGORICAL.get(2);

  private static Drawing drawn(int depth, Metric metric, int steps, Traces.Course course) {
    GradientTrace trace = Traces.of(network(depth), metric, steps(steps, 10), 0.694, course);
    List<Integer> layers = IntStream.rangeClosed(1, depth).boxed().toList();
    return Drawing.of(new FlowProfile("a job", trace, metric, layers));
  }

  @Test
  void drawsTheFirstTheMiddleAndTheLastStep() {
    Drawing drawing = drawn(100, Metric.DELTA_LOG10, 11, (step, l) -> 0.7 * l - step);
    assertThat(drawing.texts())
        .contains("a job", "layer", "log₁₀ ‖Δˡ‖", "step 1", "step 51", "step 101", "1", "100");
    assertThat(drawing.texts())
        .anyMatch(text -> text.endsWith("0.694 at step 1, 0.694 at step 51, 0.694 at step 101"));
    for (String colour : List.of(FIRST, MIDDLE, LAST)) {
      assertThat(drawing.lines(colour)).as(colour).hasSize(1);
      assertThat(drawing.lines(colour).get(0).split("L").length - 1).isBetween(99, 100);
    }
  }

  @Test
  void marksTheLayersOfAShallowNetwork() {
    Drawing drawing = drawn(5, Metric.DELTA_LOG10, 1, (step, l) -> l);
    assertThat(drawing.dots(FIRST)).isGreaterThanOrEqualTo(5);
    assertThat(drawing.texts()).contains("step 1").doesNotContain("step 11");
  }

  @Test
  void hasAGapWhereThereIsNoValue() {
    Drawing drawing =
        drawn(100, Metric.DELTA_LOG10, 1, (step, l) -> l == 50 ? Double.NaN : (double) l);
    List<String> lines = drawing.lines(FIRST);
    long parts = lines.stream().mapToLong(d -> d.chars().filter(c -> c == 'M').count()).sum();
    assertThat(parts).isEqualTo(2);
  }

  @Test
  void drawsANetworkWithoutHiddenLayers() {
    assertThat(drawn(1, Metric.DELTA_LOG10, 3, (step, l) -> step).dots(LAST)).isPositive();
  }

  @Test
  void drawsNormsOnALogarithmicScale() {
    assertThat(drawn(9, Metric.BIAS_GRADIENT_NORM, 2, (step, l) -> Math.pow(10, -10 * l)).texts())
        .contains("‖∂C/∂bˡ‖", "10⁻⁵⁰");
  }

  @Test
  void saysSoWhenThereIsNothing() {
    assertThat(drawn(2, Metric.DELTA_LOG10, 0, (step, l) -> 0).texts())
        .contains("Nothing has been recorded yet.");
    assertThat(drawn(2, Metric.DELTA_LOG10, 2, (step, l) -> Double.NaN).texts())
        .contains("deltaLog10 has no value here.");
  }
}
