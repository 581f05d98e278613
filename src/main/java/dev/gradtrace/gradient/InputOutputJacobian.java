package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Softmax;

/**
 * The singular values of ∂aᴸ/∂x = Jᴸ Wᴸ ⋯ J¹ W¹, Jˡ the Jacobian of σ at zˡ, as means over the
 * samples of a batch. All near 1 is dynamical isometry (Saxe et al. 2014; Pennington et al. 2017).
 *
 * @param means of the singular values, largest first; 0 where they underflow
 * @param meanLog10s of their logarithms, exact at any depth
 */
@SuppressWarnings("ArrayRecordComponent")
public record InputOutputJacobian(double[] means, double[] meanLog10s) {

  /** Of the samples of a forward pass. */
  static InputOutputJacobian of(Network network, Workspace pass) {
    int count = Math.min(network.spec().outputs(), network.spec().inputs());
    double[] means = new double[count];
    double[] logs = new double[count];
    for (int j = 0; j < pass.samples(); j++) {
      ScaledMatrix jacobian = ofSample(network, pass, j);
      double[] values = Decompositions.singularValues(jacobian.matrix());
      for (int i = 0; i < count; i++) {
        means[i] += Math.scalb(values[i], jacobian.exponent()) / pass.samples();
        logs[i] +=
            (Math.log10(values[i]) + jacobian.exponent() * Elementary.LOG10_2) / pass.samples();
      }
    }
    return new InputOutputJacobian(means, logs);
  }

  /** ∂aᴸ/∂x of sample {@code j}, nᴸ×n⁰. */
  private static ScaledMatrix ofSample(Network network, Workspace pass, int j) {
    Matrix product = Matrix.identity(network.spec().outputs());
    int exponent = 0;
    for (int l = network.depth(); l >= 1; l--) {
      LayerPass layer = pass.layer(l);
      if (network.activation(l) instanceof Softmax) {
        multiplyBySoftmax(product, layer.a(), j);
      } else {
        scaleColumns(product, layer.slope(), j);
      }
      Matrix next = Matrix.zeros(product.rows(), network.spec().width(l - 1));
      next.setProduct(product, network.weights(l));
      int magnitude = Math.getExponent(next.maxAbs());
      if (Math.abs(magnitude) < Double.MAX_EXPONENT) {
        next.scaleByPowerOfTwo(-magnitude);
        exponent += magnitude;
      }
      product = next;
    }
    return new ScaledMatrix(product, exponent);
  }

  private static void scaleColumns(Matrix product, Matrix slope, int j) {
    for (int k = 0; k < product.columns(); k++) {
      for (int i = 0; i < product.rows(); i++) {
        product.set(i, k, product.at(i, k) * slope.at(k, j));
      }
    }
  }

  /** Each row times diag(a) − a·aᵀ. */
  private static void multiplyBySoftmax(Matrix product, Matrix a, int j) {
    for (int i = 0; i < product.rows(); i++) {
      double along = 0;
      for (int k = 0; k < product.columns(); k++) {
        along = Math.fma(product.at(i, k), a.at(k, j), along);
      }
      for (int k = 0; k < product.columns(); k++) {
        product.set(i, k, a.at(k, j) * (product.at(i, k) - along));
      }
    }
  }
}
