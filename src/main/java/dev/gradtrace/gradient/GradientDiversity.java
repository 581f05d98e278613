package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;

/**
 * Σᵢ‖gᵢ‖² / ‖Σᵢ gᵢ‖² for the per-sample weight gradients gᵢ = δᵢaᵢᵀ of a layer (Yin et al. 2018):
 * 1/m when all samples pull the same way, 1 when they are orthogonal, larger when they cancel.
 */
final class GradientDiversity {

  private GradientDiversity() {}

  /**
   * @param inputs aˡ⁻¹, nˡ⁻¹×m
   * @param meanNorm ‖∂C/∂Wˡ‖_F of the batch mean, without the exponent of δ
   * @return the diversity; NaN when the samples cancel exactly
   */
  static double of(LayerPass layer, Matrix inputs, double meanNorm) {
    int m = inputs.columns();
    double together = meanNorm * m;
    if (!(together > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int j = 0; j < m; j++) {
      double share = layer.delta().columnNorm(j) / together * inputs.columnNorm(j);
      sum = Math.fma(share, share, sum);
    }
    return sum;
  }
}
