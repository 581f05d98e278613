package dev.gradtrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The points of a run that a {@link TracePolicy} selects, in ascending order of steps.
 *
 * @param <P> type of the point of a step
 */
final class ThinnedSeries<P> {

  private final ToLongFunction<P> stepOf;
  private final int maxRegular;
  private final List<P> kept = new ArrayList<>();
  private long stride;
  private long nextWanted = 1;

  ThinnedSeries(TracePolicy policy, ToLongFunction<P> stepOf) {
    this.stepOf = stepOf;
    this.maxRegular = policy.maxPoints() - 1;
    this.stride = policy.everySteps();
  }

  /** Continues a series that was recorded under the same policy. */
  void resume(List<P> points, long presentStride) {
    stride = presentStride;
    kept.addAll(points);
    if (!kept.isEmpty()) {
      nextWanted = nextRegular(lastStep());
    }
  }

  /** Whether the step is one of 1, 1+k, 1+2k, … and was not added yet. */
  boolean wants(long step) {
    return step == nextWanted || step > nextWanted && isRegular(step);
  }

  private boolean isRegular(long step) {
    return (step - 1) % stride == 0;
  }

  private long nextRegular(long step) {
    return step + stride - (step - 1) % stride;
  }

  /**
   * Adds the newest step, or replaces it; one that {@link #wants} rejects stays only until the next
   * one comes.
   */
  void add(P point) {
    long step = stepOf.applyAsLong(point);
    if (!kept.isEmpty() && (lastStep() == step || !isRegular(lastStep()))) {
      kept.remove(kept.size() - 1);
    }
    if (isRegular(step) && kept.size() == maxRegular) {
      stride *= 2;
      kept.removeIf(earlier -> !isRegular(stepOf.applyAsLong(earlier)));
    }
    kept.add(point);
    nextWanted = nextRegular(step);
  }

  /** Drops every other point except the newest, and doubles the distance. */
  void thin() {
    stride *= 2;
    long newest = lastStep();
    kept.removeIf(
        point -> {
          long step = stepOf.applyAsLong(point);
          return step != newest && !isRegular(step);
        });
    nextWanted = nextRegular(newest);
  }

  /** Number of points. */
  int size() {
    return kept.size();
  }

  /** Sum of an amount over all points. */
  long sum(ToLongFunction<P> amount) {
    return kept.stream().mapToLong(amount).sum();
  }

  /** Step of the last point; 0 if there is none. */
  long lastStep() {
    return kept.isEmpty() ? 0 : stepOf.applyAsLong(kept.get(kept.size() - 1));
  }

  /** The current distance k. */
  long stride() {
    return stride;
  }

  List<P> snapshot() {
    return List.copyOf(kept);
  }
}
