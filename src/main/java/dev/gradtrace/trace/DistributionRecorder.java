package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Step;
import org.jspecify.annotations.Nullable;

/**
 * Keeps distributions of some steps of a run, as its policy says. The newest step is counted when
 * it is asked for, or not at all. For one thread.
 */
public final class DistributionRecorder {

  /** Octaves that a tensor reaches over, as far as memory is concerned. */
  private static final int USUAL_OCTAVES = 100;

  /** More than so many bytes are thinned out. */
  private static final long MOST_BYTES = 64L << 20;

  private final DistributionSelection selection;
  private final ThinnedSeries<DistributionPoint> points;
  private final long room;
  private final OctaveCounter counter = new OctaveCounter();
  private long newestStep;
  private @Nullable Tensors newest;

  /**
   * @param steps of the whole run, if nothing stops it
   */
  public DistributionRecorder(NetworkSpec network, DistributionPolicy policy, long steps) {
    this.selection = DistributionSelection.all(policy.of(), network);
    this.points = new ThinnedSeries<>(policy.over(steps), DistributionPoint::step);
    this.room = bytes(network, policy);
  }

  /**
   * A recorder that goes on with what another one under the same policy had.
   *
   * @param kept all of it, not a slice
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

  /** Bytes that what is kept takes at most, as far as tensors are as usual. */
  public static long bytes(NetworkSpec network, DistributionPolicy policy) {
    long ofStep = (long) policy.of().size() * network.depth() * Distribution.bytes(USUAL_OCTAVES);
    return Math.min(MOST_BYTES, policy.points() * ofStep);
  }

  /** Whether distributions of anything are kept. */
  public boolean keepsAny() {
    return selection.size() > 0;
  }

  /** Whether the step with this number should leave its tensors, to be counted. */
  public boolean wants(long step) {
    return keepsAny() && points.wants(step);
  }

  /** Whether the newest step is kept, or can still be. */
  public boolean hasNewest(long step) {
    return !keepsAny() || points.lastStep() == step || newest != null && newestStep == step;
  }

  /** Takes note of a step, and counts it if it is one of those to keep. */
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

  /**
   * Counts the newest step now if it has left its tensors, before something else is computed in
   * their place.
   */
  public void keepNewest() {
    if (newest != null && keepsAny() && newestStep > points.lastStep()) {
      keep(newest);
    }
    newest = null;
  }

  /** What is kept so far, with the newest step where it has left its tensors. */
  public Distributions snapshot() {
    keepNewest();
    return new Distributions(selection, points.stride(), points.snapshot());
  }
}
