package dev.gradtrace.gradient.check;

/**
 * Entries of a batch at which the loss has no derivative, and what is computed is that of one side.
 *
 * @param at what has the kink
 * @param layer 1…L
 * @param entries of units and samples, or lines of a normalisation without deviation
 * @param samples of the batch with such an entry; 0 where a line runs over all of them
 * @param firstSample the first of these, from 0; −1 for none
 */
public record Kink(Place at, int layer, int entries, int samples, int firstSample) {

  /** What can have a kink. */
  public enum Place {
    /** σ of a layer, at u = 0. */
    ACTIVATION,
    /** The cost, at a = y or at the ends of a clip. */
    COST,
    /** A normalisation without ε, where nothing deviates from the mean. */
    NORMALIZATION
  }
}
