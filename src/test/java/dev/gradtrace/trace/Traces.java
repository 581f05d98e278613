package dev.gradtrace.trace;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import java.util.List;
import java.util.stream.IntStream;

/** Synthetic traces. */
public final class Traces {

  private Traces() {}

  /** The value of a metric at a step in a layer. */
  public interface Course {
    double at(long step, int l);
  }

  /** A trace of one metric of all layers at given steps. */
  public static GradientTrace of(
      NetworkSpec network, Metric metric, long[] steps, double slope, Course course) {
    List<Integer> layers = IntStream.rangeClosed(1, network.depth()).boxed().toList();
    List<TracePoint> points =
        IntStream.range(0, steps.length)
            .mapToObj(
                i ->
                    new TracePoint(
                        steps[i],
                        1,
                        0,
                        new FlowPoint(slope, 0, Double.NaN, Double.NaN, new double[0]),
                        layers.stream().mapToDouble(l -> course.at(steps[i], l)).toArray()))
            .toList();
    return new GradientTrace(
        network, 1, new TraceSelection(List.of(metric), layers), points, NoiseScale.NONE);
  }
}
