package dev.gradtrace.gradient.curvature;

import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * Measures the {@link Curvature} of a batch one product at a time, so that the search can be
 * interrupted. Neither the network nor the workspace may change during it.
 */
public final class CurvatureSearch {

  private final int samples;
  private final LargestEigenvalue eigenvalue;

  /**
   * @param pass a workspace with inputs, targets and masks; its results are overwritten, and the
   *     exponents of its gradients applied
   * @param penalty λ/n of the term (λ/2n)‖w‖², 0 for none
   * @param seed seed of the start vector
   */
  public CurvatureSearch(Network network, Cost cost, Workspace pass, double penalty, long seed) {
    ForwardPass.run(network, pass);
    BackPropagation.run(network, cost, pass);
    HessianProduct hessian = new HessianProduct(network, cost, pass, penalty);
    Parameters direction = Parameters.zeros(network.spec());
    Parameters image = Parameters.zeros(network.spec());
    List<Matrix> directions = direction.trained(network.spec());
    List<Matrix> images = image.trained(network.spec());
    samples = pass.samples();
    eigenvalue =
        new LargestEigenvalue(
            directions.stream().mapToInt(Matrix::size).sum(),
            (vector, product) -> {
              vector.copyTo(directions);
              hessian.apply(direction, image);
              product.copyFrom(images);
            },
            RandomStream.of(seed, Purpose.CURVATURE, 0));
  }

  /**
   * Computes one product with the Hessian.
   *
   * @return whether more products are needed
   */
  public boolean advance() {
    return eigenvalue.advance();
  }

  /** The result; preliminary while more products are needed. */
  public Curvature found() {
    return new Curvature(
        eigenvalue.value(),
        eigenvalue.second(),
        eigenvalue.iterations(),
        eigenvalue.residual(),
        samples);
  }
}
