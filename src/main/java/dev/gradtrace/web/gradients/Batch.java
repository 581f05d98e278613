package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.GivenDataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.MeanFieldForecast;

/**
 * The first samples of a dataset that fits a network.
 *
 * @param samples m
 */
record Batch(GivenDataset given, int samples) {

  /** Refuses targets the cost is not defined for. */
  void requireTargetsOf(Cost cost) {
    given.requireTargetsOf(cost, samples);
  }

  /** n⁰×m. */
  Matrix inputs() {
    return given.data().inputs().toMatrix(0, samples);
  }

  /** nᴸ×m. */
  Matrix targets() {
    return given.data().targets().toMatrix(0, samples);
  }

  /** What mean-field theory says of a network that is shown these inputs. */
  MeanFieldForecast forecast(NetworkSpec network) {
    return MeanFieldForecast.of(network, inputs());
  }
}
