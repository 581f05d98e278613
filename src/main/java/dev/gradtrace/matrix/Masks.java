package dev.gradtrace.matrix;

/**
 * Masks of dropout: every element is 0 with probability {@code rate}, else 1/(1 − rate).
 *
 * <p>Element k is decided by the k-th number of a SplitMix64 stream of the seed, the step and the
 * layer, so that masks need not be stored, and nothing is allocated.
 */
public final class Masks {

  private Masks() {}

  /** Writes the mask of a layer at a step; layer 0 is the input. */
  public static void draw(Matrix mask, double rate, long seed, long step, int layer) {
    long state = RandomStream.stateOf(seed, step, layer);
    double kept = 1 / (1 - rate);
    for (int k = 0; k < mask.size(); k++) {
      double uniform = (RandomStream.split(state, k) >>> 11) * 0x1p-53;
      mask.data[k] = uniform < rate ? 0 : kept;
    }
  }
}
