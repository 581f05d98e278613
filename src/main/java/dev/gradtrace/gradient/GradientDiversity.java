package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;

/**
 * Σᵢ‖gᵢ‖² / ‖Σᵢ gᵢ‖² for the per-sample weight gradients gᵢ = δᵢaᵢᵀ of a layer (Yin et al. 2018):
 * 1/m when all samples pull the same way, 1 when they are orthogonal, larger when they cancel.
 */
final class GradientDiversity {

  /** Between its inverse and it, nothing that matters underflows in a square of a square. */
  private static final double SAFE = 0x1p200;

  private double[] inputSquares = new double[0];

  /**
   * @param inputs aˡ⁻¹, nˡ⁻¹×m
   * @param meanNorm ‖∂C/∂Wˡ‖_F of the batch mean, without the exponent of δ
   * @return the diversity; NaN when the samples cancel exactly
   */
  double of(LayerPass layer, Matrix inputs, double meanNorm) {
    int m = inputs.columns();
    double together = meanNorm * m;
    if (!(together > 0)) {
      return Double.NaN;
    }
    if (inputSquares.length < m) {
      inputSquares = new double[m];
    }
    inputs.copySquaresOfColumns(inputSquares);
    double[] deltaSquares = layer.deltaSquares();
    double sum = 0;
    double largest = 0;
    for (int j = 0; j < m; j++) {
      sum = Math.fma(deltaSquares[j], inputSquares[j], sum);
      largest = Math.max(largest, Math.max(deltaSquares[j], inputSquares[j]));
    }
    boolean safe = together > 1 / SAFE && together < SAFE && largest < SAFE * SAFE;
    return safe ? sum / (together * together) : ofNorms(layer.delta(), inputs, together);
  }

  private static double ofNorms(Matrix delta, Matrix inputs, double together) {
    double sum = 0;
    for (int j = 0; j < inputs.columns(); j++) {
      double share = delta.columnNorm(j) / together * inputs.columnNorm(j);
      sum = Math.fma(share, share, sum);
    }
    return sum;
  }
}
