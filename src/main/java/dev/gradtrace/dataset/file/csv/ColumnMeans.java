package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.matrix.Matrix;

/** Means of columns over the values that are present, to replace missing ones. */
final class ColumnMeans {

  private final double[] sums;
  private final int[] counts;

  private ColumnMeans(int width) {
    this.sums = new double[width];
    this.counts = new int[width];
  }

  /** The means over the values that are not NaN. */
  static ColumnMeans of(DenseSamples samples) {
    ColumnMeans means = new ColumnMeans(samples.length());
    Matrix one = Matrix.zeros(samples.length(), 1);
    for (int j = 0; j < samples.size(); j++) {
      samples.copyTo(j, one, 0);
      means.add(one);
    }
    return means;
  }

  private void add(Matrix sample) {
    for (int i = 0; i < sums.length; i++) {
      double value = sample.at(i, 0);
      if (!Double.isNaN(value)) {
        sums[i] += value;
        counts[i]++;
      }
    }
  }

  /** The mean of a column; NaN if it has no value. */
  double at(int column) {
    return sums[column] / counts[column];
  }

  /** Whether no value is missing. */
  boolean areOfAll(int samples) {
    for (int count : counts) {
      if (count < samples) {
        return false;
      }
    }
    return true;
  }

  /** The samples with each NaN replaced by the mean of its column. */
  static DenseSamples filled(DenseSamples samples) {
    ColumnMeans means = of(samples);
    if (means.areOfAll(samples.size())) {
      return samples;
    }
    DenseSamples.Builder filled = new DenseSamples.Builder(samples.length());
    Matrix one = Matrix.zeros(samples.length(), 1);
    double[] values = new double[samples.length()];
    for (int j = 0; j < samples.size(); j++) {
      samples.copyTo(j, one, 0);
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.isNaN(one.at(i, 0)) ? means.at(i) : one.at(i, 0);
      }
      filled.add(values);
    }
    return filled.build();
  }
}
