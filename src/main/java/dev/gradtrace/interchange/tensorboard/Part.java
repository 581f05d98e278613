package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import java.util.List;

/**
 * The range of steps that an event file covers. Consecutive parts add up to one file: all values of
 * a step are in one part, however the recorded series are thinned meanwhile.
 *
 * @param after exclusive start; {@link #NOTHING} for all steps, {@link #BEGINNING} for the
 *     beginning of the file as well
 * @param upTo inclusive end, the last step that is complete
 */
public record Part(long after, long upTo) {

  /** Start of a part that has all steps and the beginning of the file. */
  public static final long BEGINNING = -2;

  /** Start of a part that has all steps: the untrained network is step 0. */
  public static final long NOTHING = -1;

  /** The remaining steps of a finished run. */
  public static Part rest(long after) {
    return new Part(after, Long.MAX_VALUE);
  }

  /**
   * The complete steps of a running job so far: its newest step may still be evaluated.
   *
   * @param curve must be read before the trace, so that the trace reaches at least as far
   */
  public static Part soFar(long after, LossCurve curve) {
    List<BatchLoss> batches = curve.batches();
    long newest = batches.isEmpty() ? 0 : batches.get(batches.size() - 1).step();
    return new Part(after, newest - 1);
  }

  /** The {@code after} of the next part. */
  public long next() {
    return Math.max(after, Math.max(upTo, NOTHING));
  }

  boolean hasBeginning() {
    return after == BEGINNING;
  }

  boolean hasEnd() {
    return upTo == Long.MAX_VALUE;
  }

  boolean has(long step) {
    return step > after && step <= upTo;
  }
}
