package dev.gradtrace.gradient.curvature;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/**
 * The largest eigenvalue λ of the Hessian of the batch-mean cost with respect to all trainable
 * parameters. Gradient descent along its eigenvector is stable while the learning rate is below
 * 2/λ.
 *
 * @param sharpness λ, the largest eigenvalue, not the largest in magnitude, possibly negative; NaN
 *     if the Hessian is not finite
 * @param secondLargest the next distinct eigenvalue; NaN if there is none, or it was not found to
 *     three digits
 * @param iterations number of products with the Hessian, at most 500
 * @param residual ‖Hv − λv‖/|λ|, at most 10⁻⁶ unless the limit of iterations was reached; 0 if λ is
 *     0
 * @param samples number of samples of the batch
 */
public record Curvature(
    double sharpness, double secondLargest, int iterations, double residual, int samples) {

  /** Approximate bytes of a measurement, besides the network and the workspace. */
  public static long bytes(NetworkSpec spec, long samples) {
    return LargestEigenvalue.bytes(spec.parameterCount())
        + 2 * Parameters.bytes(spec)
        + HessianProduct.bytes(spec, samples);
  }

  /** Most multiplications of a measurement. */
  public static long multiplications(NetworkSpec spec, long samples) {
    return LargestEigenvalue.MAX_ITERATIONS
        * (HessianProduct.multiplications(spec, samples)
            + LargestEigenvalue.multiplications(spec.parameterCount()));
  }

  /**
   * Measures a batch.
   *
   * @param pass a workspace with inputs, targets and masks; its results are overwritten, and the
   *     exponents of its gradients applied
   * @param penalty λ/n of the term (λ/2n)‖w‖², 0 for none
   * @param seed seed of the start vector
   */
  public static Curvature of(
      Network network, Cost cost, Workspace pass, double penalty, long seed) {
    CurvatureSearch search = new CurvatureSearch(network, cost, pass, penalty, seed);
    boolean goesOn = true;
    while (goesOn) {
      goesOn = search.advance();
    }
    return search.found();
  }
}
