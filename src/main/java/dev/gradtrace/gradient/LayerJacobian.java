package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Softmax;

/**
 * The Jacobian of σ(W·x + b) with respect to x, as a mean over the batch. Norms, masks and skips
 * are left out, but σ′ is taken at the actual u.
 *
 * <pre>
 *   J̄·Wˡ,   J̄ = diag(mean σ′(uˡ)),   softmax: J̄ = mean of diag(s) − s·sᵀ
 * </pre>
 */
final class LayerJacobian {

  private LayerJacobian() {}

  /** Its singular values, largest first, after a forward pass. */
  static double[] singularValues(Network network, Workspace pass, int l) {
    return Decompositions.singularValues(of(network, pass, l));
  }

  /** The Jacobian, nˡ×nˡ⁻¹. */
  static Matrix of(Network network, Workspace pass, int l) {
    LayerPass layer = pass.layer(l);
    int n = layer.z().rows();
    Matrix meanSlope = Matrix.zeros(n, 1);
    meanSlope.setRowSums(1.0 / layer.slope().columns(), layer.slope());
    Matrix weights = network.weights(l);
    Matrix jacobian = Matrix.zeros(n, weights.columns());
    if (network.activation(l) instanceof Softmax) {
      jacobian.setProduct(meanSoftmaxJacobian(layer.s(), meanSlope), weights);
    } else {
      for (int j = 0; j < weights.columns(); j++) {
        for (int i = 0; i < n; i++) {
          jacobian.set(i, j, meanSlope.at(i, 0) * weights.at(i, j));
        }
      }
    }
    return jacobian;
  }

  private static Matrix meanSoftmaxJacobian(Matrix a, Matrix meanSlope) {
    int n = a.rows();
    Matrix jacobian = Matrix.zeros(n, n);
    jacobian.setProduct(-1.0 / a.columns(), a, a.transposed());
    for (int i = 0; i < n; i++) {
      jacobian.set(i, i, meanSlope.at(i, 0));
    }
    return jacobian;
  }
}
