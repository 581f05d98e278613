package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.GivenDataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Matrix;

/**
 * The first samples of a dataset, with targets for a network's outputs.
 *
 * @param samples m
 */
public record Batch(GivenDataset given, int samples) {

  /** Refuses targets that the cost is not defined for. */
  public void requireTargetsOf(Cost cost) {
    given.requireTargetsOf(cost, samples);
  }

  /** The inputs, n⁰×m. */
  public Matrix inputs() {
    return given.data().inputs().toMatrix(0, samples);
  }

  /** The targets, nᴸ×m. */
  public Matrix targets() {
    return given.data().targets().toMatrix(0, samples);
  }
}
