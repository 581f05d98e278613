package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradtrace.gradient.Metric;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureMemoryTest {

  private static final int MARKS = 3000;
  private static final Size LARGEST = new Size(Size.MOST, Size.MOST);

  /**
   * Most that an estimate of a large picture may exceed what is allocated: 1.2 times, and a tenth
   * more where the compiler leaves out what a line allocates, as that of Java 25 does.
   */
  private static final double TIGHT = 1.35;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Panel> largePanels() {
    List<Double> x = IntStream.range(0, MARKS).mapToObj(Double::valueOf).toList();
    List<Double> y = x.stream().map(i -> MARKS * Math.sin(i)).toList();
    List<Double> more = y.stream().map(value -> value + 1).toList();
    List<String> groups = x.stream().map(i -> Panel.key((int) (i / 100))).toList();
    return Stream.of(
        new Panel().marks("line", Map.of("x", x, "y", y), Map.of()),
        new Panel().marks("point", Map.of("x", x, "y", y), Map.of("size", 3)),
        new Panel()
            .marks("ribbon", Map.of("x", x, "ymin", y, "ymax", more, "group", groups), Map.of()),
        new Panel().marks("rect", Map.of("xmin", x, "xmax", y, "ymin", y, "ymax", more), Map.of()),
        new Panel().marks("segment", Map.of("x", x, "xend", y, "y", y, "yend", more), Map.of()),
        new Panel().marks("text", Map.of("y", y, "label", names(MARKS)), Map.of("x", 1)));
  }

  private static List<String> names(int count) {
    return Collections.nCopies(count, "a cell with a name of as many letters as names may have");
  }

  @ParameterizedTest
  @MethodSource("largePanels")
  void estimatesOfLargePicturesAreTight(Panel panel) {
    Sketch sketch = new Sheet(LARGEST, "", "").with(panel);

    assertThat(allocated(sketch)).isBetween((long) (sketch.bytes() / TIGHT), sketch.bytes());
  }

  static Stream<Picture> pictures() {
    HeatMap heat = HeatMapTest.deltas(1000, HeatMapTest.steps(100, 20), (step, l) -> step * l);
    return Stream.of(
        CellsPictureTest.picture(CellsPictureTest.depths(6)),
        CellsPictureTest.picture(CellsPictureTest.depths(500)),
        heat,
        HeatMapTest.deltas(10, HeatMapTest.steps(100, 20), (step, l) -> step * l),
        new FlowProfile("", heat.trace(), Metric.DELTA_LOG10, List.of(1, 2, 3)),
        new FlowProfile("", heat.trace(), Metric.DELTA_LOG10, heat.layers()));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void noPictureTakesMoreThanItsEstimate(Picture picture) {
    for (Size size : List.of(new Size(Size.LEAST, Size.LEAST), picture.preferredSize(), LARGEST)) {
      Sketch sketch = picture.sketch(size);

      assertThat(allocated(sketch)).isLessThanOrEqualTo(sketch.bytes());
    }
  }

  /** What is allocated once classes are loaded and caches filled. */
  private long allocated(Sketch sketch) {
    sketch.svg();
    long before = thread.getCurrentThreadAllocatedBytes();
    sketch.svg();
    return thread.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void aLineOfManyPointsKeepsItsExtremes() {
    double[] x = IntStream.range(0, 100_000).asDoubleStream().toArray();
    double[] y = new double[x.length];
    y[54_321] = 7;
    y[54_400] = -7;

    Series thinned = new Series("", "#000000", 1, false, x, y).thinned();

    assertThat(thinned.x()).hasSize(Series.MOST_POINTS).isSorted().contains(54_321, 54_400);
    assertThat(thinned.y()).contains(7, -7);
  }
}
