package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;

/**
 * Smallest and largest value, mean and population standard deviation of every column, in one pass.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>
 */
final class ColumnStatistics {

  private final double[] min;
  private final double[] max;
  private final double[] mean;
  private final double[] squares;
  private int count;

  private ColumnStatistics(int length) {
    min = new double[length];
    max = new double[length];
    mean = new double[length];
    squares = new double[length];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  static ColumnStatistics of(Samples samples) {
    ColumnStatistics statistics = new ColumnStatistics(samples.length());
    Matrix sample = Matrix.zeros(samples.length(), 1);
    for (int j = 0; j < samples.size(); j++) {
      samples.copyTo(j, sample, 0);
      statistics.add(sample);
    }
    return statistics;
  }

  private void add(Matrix sample) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double value = sample.at(i, 0);
      min[i] = Math.min(min[i], value);
      max[i] = Math.max(max[i], value);
      double difference = value - mean[i];
      mean[i] += difference / count;
      squares[i] += difference * (value - mean[i]);
    }
  }

  int length() {
    return mean.length;
  }

  double min(int column) {
    return min[column];
  }

  double max(int column) {
    return max[column];
  }

  /** The mean; for a constant column exactly its value. */
  double mean(int column) {
    return isConstant(column) ? min[column] : mean[column];
  }

  double standardDeviation(int column) {
    return isConstant(column) ? 0 : Math.sqrt(squares[column] / count);
  }

  boolean isConstant(int column) {
    return min[column] == max[column];
  }
}
