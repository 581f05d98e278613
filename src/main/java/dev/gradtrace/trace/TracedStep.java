package dev.gradtrace.trace;

import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run trained elsewhere, whose steps are stored one by one, with the state that the
 * next step needs. Immutable.
 *
 * @param noise noise scale after this step
 */
public record TracedStep(TracePoint point, NoiseScale noise) {

  /**
   * A step with all metrics of all layers, measured by a probe.
   *
   * @param before the previous step; null for the first
   */
  public static TracedStep of(long step, GradientProbe look, @Nullable TracedStep before) {
    NetworkSpec network = look.network().spec();
    Statistics statistics = look.statistics();
    TraceSelection selection = TraceSelection.all(network);
    NoiseScale scale =
        (before == null ? NoiseScale.NONE : before.noise).after(statistics, network.depth());
    double[] values = new double[selection.size()];
    statistics.copyTo(values);
    return new TracedStep(
        new TracePoint(step, 0, look.loss(), FlowPoint.of(statistics, scale), values), scale);
  }

  /**
   * The trace of the selected steps; their epoch is 0.
   *
   * @param steps all steps, read with this selection
   */
  public static GradientTrace trace(
      NetworkSpec network, TraceSelection selection, List<TracedStep> steps) {
    NoiseScale last = steps.isEmpty() ? NoiseScale.NONE : steps.get(steps.size() - 1).noise;
    List<TracePoint> points =
        Arrays.stream(selection.chosenOf(steps.size())).mapToObj(i -> steps.get(i).point).toList();
    return new GradientTrace(network, 1, selection, points, last);
  }

  /** Mean cost of the batch. */
  public double loss() {
    return point.loss();
  }

  /** Number of the step. */
  public long step() {
    return point.step();
  }
}
