package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Step;
import org.jspecify.annotations.Nullable;

/**
 * Records distributions at some steps of a run. Those of the newest step are counted only on
 * demand. Not thread-safe.
 */
public final class DistributionRecorder {

  /** Typical number of octaves of a tensor, for estimates of memory. */
  private static final int USUAL_OCTAVES = 100;

  /** Size in bytes from which recorded steps are thinned out. */
  private static final long MOST_BYTES = 64L << 20;

  private final DistributionSelection selection;
  private final ThinnedSeries<DistributionPoint> points;
  private final long room;
  private final OctaveCounter counter = new OctaveCounter();
  private long newestStep;
  private @Nullable Tensors newest;

  /**
   * @param steps number of steps of the whole run, if nothing stops it
   */
  public DistributionRecorder(NetworkSpec network, DistributionPolicy policy, long steps) {
    this.selection = DistributionSelection.all(policy.of(), network);
    this.points = new ThinnedSeries<>(policy.over(steps), DistributionPoint::step);
    this.room = bytes(network, policy);
  }

  /**
   * A recorder that continues distributions that were recorded under the same policy.
   *
   * @param kept all distributions, not a slice
   */
  public static DistributionRecorder from(
      Distributions kept, NetworkSpec network, DistributionPolicy policy, long steps) {
    DistributionRecorder recorder = new DistributionRecorder(network, policy, steps);
    if (!kept.selection().equals(recorder.selection)) {
      throw new IllegalArgumentException("a recorder needs every tensor of every layer");
    }
    if (kept.size() > 0) {
      recorder.points.resume(kept.points(), kept.stride());
    }
    return recorder;
  }

  /** Upper bound in bytes on the recorded distributions, for tensors of typical range. */
  public static long bytes(NetworkSpec network, DistributionPolicy policy) {
    long ofStep = (long) policy.of().size() * network.depth() * Distribution.bytes(USUAL_OCTAVES);
    return Math.min(MOST_BYTES, policy.points() * ofStep);
  }

  /** Whether any distributions are recorded. */
  public boolean keepsAny() {
    return selection.size() > 0;
  }

  /** Whether the step with this number should keep its tensors, for counting. */
  public boolean wants(long step) {
    return keepsAny() && points.wants(step);
  }

  /** Whether the newest step is recorded or can still be counted. */
  public boolean hasNewest(long step) {
    return !keepsAny() || points.lastStep() == step || newest != null && newestStep == step;
  }

  /** Notes a step, and counts its tensors if the step is to be recorded. */
  public void record(Step step) {
    newestStep = step.number();
    newest = step.tensors();
    if (newest != null && wants(newestStep)) {
      keep(newest);
      while (points.size() > DistributionPolicy.LEAST_POINTS
          && points.sum(DistributionPoint::bytes) > room) {
        points.thin();
      }
    }
  }

  private void keep(Tensors tensors) {
    Distribution[] values = new Distribution[selection.size()];
    for (Tensor of : selection.of()) {
      for (int l : selection.layers()) {
        values[selection.index(of, l)] = counter.count(of, tensors, l);
      }
    }
    points.add(new DistributionPoint(newestStep, tensors.samples(), values));
  }

  /** Counts the newest step now if it kept its tensors, before they are overwritten. */
  public void keepNewest() {
    if (newest != null && keepsAny() && newestStep > points.lastStep()) {
      keep(newest);
    }
    newest = null;
  }

  /** The distributions so far, with the newest step if it kept its tensors. */
  public Distributions snapshot() {
    keepNewest();
    return new Distributions(selection, points.stride(), points.snapshot());
  }
}
