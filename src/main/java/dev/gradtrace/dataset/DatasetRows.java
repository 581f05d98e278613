package dev.gradtrace.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Consecutive samples of a dataset.
 *
 * @param offset number of the first, from 0
 * @param inputs {@code [sample][feature]}
 * @param targets {@code [sample][output]}; null if the dataset has labels
 * @param labels {@code [sample]}; null if the dataset has targets
 */
public record DatasetRows(
    int offset, double[][] inputs, double @Nullable [][] targets, int @Nullable [] labels) {

  static DatasetRows of(Dataset dataset, int offset, int limit) {
    int count = Math.max(0, Math.min(limit, dataset.samples() - offset));
    double[][] answers = rows(dataset.answers(), offset, count);
    if (!dataset.isLabelled()) {
      return new DatasetRows(offset, rows(dataset.inputs(), offset, count), answers, null);
    }
    int[] labels = new int[count];
    for (int j = 0; j < count; j++) {
      labels[j] = (int) answers[j][0];
    }
    return new DatasetRows(offset, rows(dataset.inputs(), offset, count), null, labels);
  }

  private static double[][] rows(Samples samples, int offset, int count) {
    return count == 0 ? new double[0][] : samples.toMatrix(offset, count).toSamples();
  }

  /** Number of samples. */
  public int count() {
    return inputs.length;
  }
}
