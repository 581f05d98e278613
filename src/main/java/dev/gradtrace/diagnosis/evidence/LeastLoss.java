package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Samples;
import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;

/**
 * The smallest possible losses for targets, means over the samples.
 *
 * @param binaryEntropy −Σ [y ln y + (1−y) ln(1−y)]
 * @param categoricalEntropy −Σ y ln y
 * @param absoluteDeviation mean over the outputs of |y − median|
 */
record LeastLoss(double binaryEntropy, double categoricalEntropy, double absoluteDeviation) {

  /** For targets that are 0 or 1; their deviation follows from their means. */
  static final LeastLoss OF_CLASSES = new LeastLoss(0, 0, Double.NaN);

  static LeastLoss of(Samples targets) {
    double[][] columns = columns(targets);
    double binary = 0;
    double categorical = 0;
    double deviation = 0;
    for (double[] column : columns) {
      Arrays.sort(column);
      double median = column[column.length / 2];
      for (double y : column) {
        categorical += DataSummary.surprise(y);
        binary += DataSummary.surprise(y) + DataSummary.surprise(1 - y);
        deviation += Math.abs(y - median);
      }
    }
    double samples = targets.size();
    return new LeastLoss(
        binary / samples, categorical / samples, deviation / (samples * columns.length));
  }

  /** The values of each target, {@code [target][sample]}. */
  private static double[][] columns(Samples targets) {
    double[][] columns = new double[targets.length()][targets.size()];
    Matrix one = Matrix.zeros(targets.length(), 1);
    for (int j = 0; j < targets.size(); j++) {
      targets.copyTo(j, one, 0);
      for (int i = 0; i < columns.length; i++) {
        columns[i][j] = one.at(i, 0);
      }
    }
    return columns;
  }
}
