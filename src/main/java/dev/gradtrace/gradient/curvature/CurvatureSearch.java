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
 * Measures the {@link Curvature} of a batch product by product, so that others can look in between.
 * Neither the network nor the workspace may change meanwhile.
 */
public final class CurvatureSearch {

  private final int samples;
  private final LargestEigenvalue eigenvalue;

  /**
   * @param pass with inputs, targets and masks; what passes compute in it is overwritten, and its
   *     gradients lose their exponents
   * @param penalty λ/n of the term (λ/2n)‖w‖², 0 for none
   * @param seed of the vector that the search starts from
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
   * Takes one product with the Hessian.
   *
   * @return whether more are needed
   */
  public boolean advance() {
    return eigenvalue.advance();
  }

  /** What was found; all that was, while more products are needed. */
  public Curvature found() {
    return new Curvature(
        eigenvalue.value(),
        eigenvalue.second(),
        eigenvalue.iterations(),
        eigenvalue.residual(),
        samples);
  }
}
