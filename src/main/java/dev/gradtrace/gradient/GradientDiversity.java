package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;

/**
 * Σᵢ‖gᵢ‖² / ‖Σᵢ gᵢ‖² for the per-sample weight gradients gᵢ = δᵢaᵢᵀ of a layer (Yin et al. 2018):
 * 1/m when all samples pull the same way, 1 when they are orthogonal, larger when they cancel.
 */
final class GradientDiversity {

  /** Below it the mean gradient has lost bits to underflow. */
  private static final double SMALLEST_SAFE_NORM = 0x1p-900;

  private GradientDiversity() {}

  /**
   * @param inputs aˡ⁻¹, nˡ⁻¹×m
   * @param meanNorm ‖∂C/∂Wˡ‖_F, of the batch mean
   * @return the diversity; NaN when the samples cancel exactly
   */
  static double of(LayerPass layer, Matrix inputs, double meanNorm) {
    int m = inputs.columns();
    double each = 0;
    for (int j = 0; j < m; j++) {
      double norm = layer.delta().columnNorm(j) * inputs.columnNorm(j);
      each = Math.fma(norm, norm, each);
    }
    double together;
    if (meanNorm >= SMALLEST_SAFE_NORM) {
      double sumNorm = Math.scalb(meanNorm, -layer.deltaExponent()) * m;
      together = sumNorm * sumNorm;
    } else {
      together = squaredNormOfSum(layer.delta(), inputs);
    }
    return together > 0 ? each / together : Double.NaN;
  }

  /** ‖Σᵢ δᵢaᵢᵀ‖² = Σᵢⱼ (δᵢ·δⱼ)(aᵢ·aⱼ), from δ with its exponent apart. */
  private static double squaredNormOfSum(Matrix delta, Matrix inputs) {
    double sum = 0;
    for (int j = 0; j < inputs.columns(); j++) {
      for (int k = 0; k < inputs.columns(); k++) {
        sum = Math.fma(delta.columnDot(j, k), inputs.columnDot(j, k), sum);
      }
    }
    return sum;
  }
}
