package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;

/**
 * The agreement of the per-sample weight gradients gᵢ = δᵢxᵢᵀ of a layer. Reused: every {@link
 * #measure} overwrites the results.
 *
 * <ul>
 *   <li>the diversity Σᵢ‖gᵢ‖² / ‖Σᵢ gᵢ‖² (Yin et al. 2018): 1/m when all samples agree, 1 when they
 *       are orthogonal, larger when they cancel;
 *   <li>unbiased estimates of the trace of their covariance, (S − ‖ḡ‖²)·m/(m−1), and of ‖G‖²,
 *       (m‖ḡ‖² − S)/(m−1), S the mean of ‖gᵢ‖², ḡ their mean (McCandlish et al. 2018).
 * </ul>
 */
final class GradientDiversity {

  /** Norms between 1/SAFE and SAFE can be raised to the fourth power without relevant underflow. */
  private static final double SAFE = 0x1p200;

  private double ratio;
  private double variance;
  private double signal;

  /** The diversity; NaN when the samples cancel exactly. */
  double ratio() {
    return ratio;
  }

  /** tr Σ; NaN for one sample. */
  double variance() {
    return variance;
  }

  /** ‖G‖², possibly negative; NaN for one sample. */
  double signal() {
    return signal;
  }

  /**
   * Measures a layer.
   *
   * @param inputs xˡ, nˡ⁻¹×m
   * @param inputSquares ‖xⱼ‖² of each sample
   * @param meanNorm ‖∂C/∂Wˡ‖_F of the batch mean, without the exponent of δ
   */
  void measure(LayerPass layer, Matrix inputs, double[] inputSquares, double meanNorm) {
    int m = inputs.columns();
    double[] deltaSquares = layer.deltaSquares();
    double sum = 0;
    boolean bounded = true;
    for (int j = 0; j < m; j++) {
      sum = Math.fma(deltaSquares[j], inputSquares[j], sum);
      bounded &= deltaSquares[j] < SAFE * SAFE && inputSquares[j] < SAFE * SAFE;
    }
    double together = meanNorm * m;
    boolean safe = together > 1 / SAFE && together < SAFE && bounded;
    if (!(together > 0)) {
      ratio = Double.NaN;
    } else {
      ratio = safe ? sum / (together * together) : ofNorms(layer.delta(), inputs, together);
    }
    int far = safe || !(together > 0) ? 0 : Math.getExponent(meanNorm);
    double nearNorm = Signal.times(meanNorm, -far);
    double squareOfMean = nearNorm * nearNorm;
    double meanSquare = far == 0 ? sum / m : ratio * m * squareOfMean;
    int exponent = 2 * (layer.deltaExponent() + far);
    double unbiased = m == 1 ? Double.NaN : 1.0 / (m - 1);
    variance = Signal.times((meanSquare - squareOfMean) * m * unbiased, exponent);
    signal = Signal.times((m * squareOfMean - meanSquare) * unbiased, exponent);
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
