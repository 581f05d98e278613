package dev.gradtrace.trace;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Step;

/** Records the statistics of some steps of a run. Not thread-safe. */
public final class TraceRecorder {

  /** Approximate bytes of a point and its flow, without the numbers. */
  private static final long BYTES_OF_FRAME = 160;

  private final NetworkSpec network;
  private final TraceSelection selection;
  private final ThinnedSeries<TracePoint> points;
  private NoiseScale noise = NoiseScale.NONE;

  public TraceRecorder(NetworkSpec network, TracePolicy policy) {
    this.network = network;
    this.selection = TraceSelection.all(network);
    this.points = new ThinnedSeries<>(policy, TracePoint::step);
  }

  /**
   * A recorder that continues a trace that was recorded under the same policy.
   *
   * @param trace the whole trace, not a slice
   */
  public static TraceRecorder from(GradientTrace trace, TracePolicy policy) {
    TraceRecorder recorder = new TraceRecorder(trace.network(), policy);
    if (!trace.selection().equals(recorder.selection)) {
      throw new IllegalArgumentException("a recorder needs every metric of every layer");
    }
    if (trace.size() > 0) {
      recorder.points.resume(trace.points(), trace.stride());
    }
    recorder.noise = trace.noise();
    return recorder;
  }

  /** Approximate bytes of {@code points} recorded steps. */
  public static long bytes(NetworkSpec network, long points) {
    long values = (long) network.depth() * Metric.values().length + 2L * network.blocks().size();
    return points * (values * Double.BYTES + BYTES_OF_FRAME);
  }

  /** Whether the step with this number is to be recorded. */
  public boolean wants(long step) {
    return points.wants(step);
  }

  /** The last recorded step; 0 if there is none. */
  public long lastStep() {
    return points.lastStep();
  }

  /**
   * Copies the statistics of an observed step; one that {@link #wants} rejects is kept only while
   * it is the last.
   */
  public void record(Step step) {
    Statistics statistics = step.statistics();
    if (statistics == null) {
      throw new IllegalArgumentException("step " + step.number() + " was not observed");
    }
    noise = noise.after(statistics, network.depth());
    double[] values = new double[selection.size()];
    statistics.copyTo(values);
    points.add(
        new TracePoint(
            step.number(), step.epoch(), step.loss(), FlowPoint.of(statistics, noise), values));
  }

  /** The trace so far. */
  public GradientTrace snapshot() {
    return new GradientTrace(network, points.stride(), selection, points.snapshot(), noise);
  }
}
