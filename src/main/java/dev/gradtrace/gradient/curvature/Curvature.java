package dev.gradtrace.gradient.curvature;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/**
 * The largest eigenvalue λ of the Hessian of the batch-mean cost with respect to all that is
 * trained. Gradient descent along its eigenvector is stable while the learning rate is below 2/λ.
 *
 * @param sharpness λ, the largest and not the largest in magnitude, maybe negative; NaN where the
 *     Hessian is not finite
 * @param secondLargest the next one, of those that differ; NaN where there is none or it was not
 *     found to three digits on the way
 * @param iterations products with the Hessian that it took, at most 500
 * @param residual ‖Hv − λv‖/|λ|, at most 10⁻⁶ unless iterations ran out; 0 where λ is
 * @param samples over which the cost is a mean
 */
public record Curvature(
    double sharpness, double secondLargest, int iterations, double residual, int samples) {

  /** Bytes that a measurement takes besides the network and the workspace, about. */
  public static long bytes(NetworkSpec spec, long samples) {
    return LargestEigenvalue.bytes(spec.parameterCount())
        + 2 * Parameters.bytes(spec)
        + HessianProduct.bytes(spec, samples);
  }

  /** Multiplications of a measurement, at most. */
  public static long multiplications(NetworkSpec spec, long samples) {
    return LargestEigenvalue.MAX_ITERATIONS
        * (HessianProduct.multiplications(spec, samples)
            + LargestEigenvalue.multiplications(spec.parameterCount()));
  }

  /**
   * Measures a batch.
   *
   * @param pass with inputs, targets and masks; what passes compute in it is overwritten, and its
   *     gradients lose their exponents
   * @param penalty λ/n of the term (λ/2n)‖w‖², 0 for none
   * @param seed of the vector that the search starts from
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
