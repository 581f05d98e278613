package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import java.util.List;

/**
 * Which steps of a run an event file tells of. Parts that follow each other make one file: of each
 * step, all that is ever told of it is in one part, however the record of the run is thinned
 * meanwhile.
 *
 * @param after only what belongs to later steps; {@link #NOTHING} for all but the beginning of the
 *     file, {@link #BEGINNING} for that, too
 * @param upTo the last step of which everything is known
 */
public record Part(long after, long upTo) {

  /** With the beginning of the file. */
  public static final long BEGINNING = -2;

  /** Before the untrained network, which is step 0. */
  public static final long NOTHING = -1;

  /** What of a run that has ended belongs to later steps. */
  public static Part rest(long after) {
    return new Part(after, Long.MAX_VALUE);
  }

  /**
   * What is known by now of a run that goes on: its newest step may still be evaluated.
   *
   * @param curve read before the trace, so that this reaches at least as far
   */
  public static Part soFar(long after, LossCurve curve) {
    List<BatchLoss> batches = curve.batches();
    long newest = batches.isEmpty() ? 0 : batches.get(batches.size() - 1).step();
    return new Part(after, newest - 1);
  }

  /** What the next part comes after. */
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
