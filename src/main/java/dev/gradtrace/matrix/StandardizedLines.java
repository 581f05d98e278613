package dev.gradtrace.matrix;

/**
 * The second derivatives of {@link Standardization}: the tangents of x̂ and of the back-propagated
 * gradient. A prime marks a tangent.
 *
 * <p>For a line, which is a row or a column, with its r:
 *
 * <pre>
 *   x̂′ = r·(x′ − mean x′ − x̂·mean(x̂·x′))
 *   δ  = r·(p − mean p − x̂·c),   c = mean(p·x̂)
 *   δ′ = r·(p′ − mean p′ − x̂′·c − x̂·(mean(p′·x̂) + mean(p·x̂′)) − mean(x̂·x′)·δ)
 * </pre>
 */
public enum StandardizedLines {
  /** Each unit over the samples: batch norm. */
  ROWS,
  /** Each sample over its units: layer norm. */
  COLUMNS,
  /** Each sample without a mean: RMS norm; all means above are 0 except those of products. */
  UNCENTRED_COLUMNS;

  private int lines(Matrix x) {
    return this == ROWS ? x.rows() : x.columns();
  }

  private int length(Matrix x) {
    return this == ROWS ? x.columns() : x.rows();
  }

  private int at(int line, int k, Matrix x) {
    return this == ROWS ? line + k * x.rows() : line * x.rows() + k;
  }

  /**
   * x̂′ from x′.
   *
   * @param inverse r of each line
   */
  public void pushForward(
      Matrix standardized, double[] inverse, Matrix xTangent, Matrix standardizedTangent) {
    int n = length(standardized);
    for (int line = 0; line < lines(standardized); line++) {
      double mean = mean(line, xTangent);
      double along = meanProduct(line, standardized, xTangent);
      for (int k = 0; k < n; k++) {
        int i = at(line, k, standardized);
        double centred = xTangent.data[i] - mean;
        standardizedTangent.data[i] =
            inverse[line] * Math.fma(-standardized.data[i], along, centred);
      }
    }
  }

  /** The result of a forward pass and the tangents of its input and output. */
  public record Change(Matrix standardized, Matrix standardizedTangent, Matrix xTangent) {}

  /**
   * δ′ from p′.
   *
   * @param delta δ, without an exponent
   * @param p γ·∂C/∂u; {@code pTangent} is its tangent
   * @param result receives δ′
   */
  public void pullBack(
      Change change, double[] inverse, Matrix delta, Matrix p, Matrix pTangent, Matrix result) {
    Matrix x = change.standardized;
    int n = length(x);
    for (int line = 0; line < lines(x); line++) {
      double mean = mean(line, pTangent);
      double c = meanProduct(line, p, x);
      double cTangent =
          meanProduct(line, pTangent, x) + meanProduct(line, p, change.standardizedTangent);
      double shrinking = meanProduct(line, x, change.xTangent);
      for (int k = 0; k < n; k++) {
        int i = at(line, k, x);
        double moved =
            pTangent.data[i]
                - mean
                - change.standardizedTangent.data[i] * c
                - x.data[i] * cTangent
                - shrinking * delta.data[i];
        result.data[i] = inverse[line] * moved;
      }
    }
  }

  private double mean(int line, Matrix x) {
    if (this == UNCENTRED_COLUMNS) {
      return 0;
    }
    double sum = 0;
    for (int k = 0; k < length(x); k++) {
      sum += x.data[at(line, k, x)];
    }
    return sum / length(x);
  }

  private double meanProduct(int line, Matrix a, Matrix b) {
    double sum = 0;
    for (int k = 0; k < length(a); k++) {
      int i = at(line, k, a);
      sum = Math.fma(a.data[i], b.data[i], sum);
    }
    return sum / length(a);
  }
}
