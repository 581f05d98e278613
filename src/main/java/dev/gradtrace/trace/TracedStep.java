package dev.gradtrace.trace;

import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run whose steps are kept one by one, with what the next goes on from. Never changed
 * once made.
 *
 * @param noise after this step
 */
public record TracedStep(TracePoint point, NoiseScale noise) {

  /**
   * A step with every metric of every layer, measured by a look.
   *
   * @param before the step before it; null for the first
   */
  public static TracedStep of(long step, GradientProbe look, @Nullable TracedStep before) {
    NetworkSpec network = look.network().spec();
    Statistics statistics = look.statistics();
    TraceSelection selection = TraceSelection.all(network);
    NoiseScale scale =
        (before == null ? NoiseScale.NONE : before.noise).after(statistics, network.depth());
    double[] values = new double[selection.size()];
    for (int l : selection.layers()) {
      for (Metric metric : selection.metrics()) {
        values[selection.index(l, metric)] = statistics.get(l, metric);
      }
    }
    return new TracedStep(
        new TracePoint(step, 0, look.loss(), FlowPoint.of(statistics, scale), values), scale);
  }

  /**
   * The trace of a run of such steps, of which it keeps those that are selected; their epoch is 0.
   *
   * @param steps all of them, read with the selection
   */
  public static GradientTrace trace(
      NetworkSpec network, TraceSelection selection, List<TracedStep> steps) {
    NoiseScale last = steps.isEmpty() ? NoiseScale.NONE : steps.get(steps.size() - 1).noise;
    List<TracePoint> points =
        Arrays.stream(selection.chosenOf(steps.size())).mapToObj(i -> steps.get(i).point).toList();
    return new GradientTrace(network, 1, selection, points, last);
  }

  /** Mean cost of its batch. */
  public double loss() {
    return point.loss();
  }

  /** Its number. */
  public long step() {
    return point.step();
  }
}
