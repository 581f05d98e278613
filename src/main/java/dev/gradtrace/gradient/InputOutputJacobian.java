package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.validation.Deadline;
import java.util.Arrays;

/**
 * The singular values of ∂aᴸ/∂x through the whole network, as means over the samples of a batch. If
 * all are close to 1, the network has dynamical isometry (Saxe et al. 2014; Pennington et al.
 * 2017).
 *
 * <p>Without norms and skips it is Jᴸ Wᴸ ⋯ J¹ W¹, Jˡ the Jacobian of σ at zˡ. With batch norm it is
 * the derivative of the sum of the outputs over the batch with respect to x of one sample.
 *
 * @param means of the singular values, largest first; 0 where they underflow
 * @param meanLog10s of their logarithms, exact at any depth
 */
public record InputOutputJacobian(double[] means, double[] meanLog10s) {

  /** Computes the Jacobians after a forward pass; overwrites the δ of every layer. */
  static InputOutputJacobian of(Network network, Workspace pass) {
    int outputs = network.spec().outputs();
    Matrix[] jacobians = new Matrix[pass.samples()];
    int[] exponents = new int[pass.samples()];
    Arrays.setAll(jacobians, j -> Matrix.zeros(outputs, network.spec().inputs()));
    Arrays.fill(exponents, Integer.MIN_VALUE);
    for (int i = 0; i < outputs; i++) {
      Deadline.check();
      ScaledMatrix gradient = BackPropagation.ofOutput(i, network, pass);
      for (int j = 0; j < pass.samples(); j++) {
        exponents[j] = setRow(jacobians[j], exponents[j], i, gradient, j);
      }
    }
    return ofSamples(jacobians, exponents);
  }

  /**
   * Copies a column of a gradient into row {@code i} of the Jacobian.
   *
   * @param exponent exponent of the rows above
   * @return exponent of the rows up to this one
   */
  private static int setRow(
      Matrix jacobian, int exponent, int i, ScaledMatrix gradient, int column) {
    double norm = gradient.matrix().columnNorm(column);
    if (norm == 0) {
      return exponent;
    }
    int own = gradient.exponent() + Math.getExponent(norm);
    int common = Math.max(exponent, own);
    if (exponent != Integer.MIN_VALUE) {
      jacobian.scaleByPowerOfTwo(exponent - common);
    }
    for (int k = 0; k < jacobian.columns(); k++) {
      double value = gradient.matrix().at(k, column);
      jacobian.set(i, k, Math.scalb(value, gradient.exponent() - common));
    }
    return common;
  }

  private static InputOutputJacobian ofSamples(Matrix[] jacobians, int[] exponents) {
    int count = Math.min(jacobians[0].rows(), jacobians[0].columns());
    double[] means = new double[count];
    double[] logs = new double[count];
    for (int j = 0; j < jacobians.length; j++) {
      Deadline.check();
      int exponent = exponents[j] == Integer.MIN_VALUE ? 0 : exponents[j];
      double[] values = Decompositions.singularValues(jacobians[j]);
      for (int i = 0; i < count; i++) {
        means[i] += Math.scalb(values[i], exponent) / jacobians.length;
        logs[i] += (Math.log10(values[i]) + exponent * Elementary.LOG10_2) / jacobians.length;
      }
    }
    return new InputOutputJacobian(means, logs);
  }
}
