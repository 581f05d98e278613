package dev.gradtrace.gradient.check;

/**
 * Entries of a batch at which the loss has no derivative; the gradient is that of one side.
 *
 * @param at part that has the kink
 * @param layer 1…L
 * @param entries number of entries, or of lines of a normalisation without deviation
 * @param samples number of samples with such an entry; 0 if a line extends over all samples
 * @param firstSample index of the first of them; −1 for none
 */
public record Kink(Place at, int layer, int entries, int samples, int firstSample) {

  /** The parts that can have a kink. */
  public enum Place {
    /** σ of a layer, at u = 0. */
    ACTIVATION,
    /** The cost, at a = y or at the ends of a clip. */
    COST,
    /** A normalisation with ε = 0, without deviation from the mean. */
    NORMALIZATION
  }
}
