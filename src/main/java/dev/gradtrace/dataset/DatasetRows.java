package dev.gradtrace.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive samples of a dataset.
 *
 * @param offset index of the first sample, from 0
 * @param inputs {@code [sample][feature]}
 * @param targets {@code [sample][output]}; null if the dataset has labels
 * @param labels {@code [sample]}; null if the dataset has targets
 */
public record DatasetRows(
    int offset, double[][] inputs, double @Nullable [][] targets, int @Nullable [] labels) {

  /** Up to {@code limit} samples of a dataset from {@code offset} on. */
  public static DatasetRows of(Dataset dataset, int offset, int limit) {
    int count = count(dataset.samples(), offset, limit);
    return of(
        offset,
        rows(dataset.inputs(), offset, count),
        rows(dataset.givenTargets(), offset, count),
        dataset.isLabelled());
  }

  /**
   * Rows of a dataset from stored targets; if {@code labelled}, the first column of {@code targets}
   * holds the labels.
   */
  public static DatasetRows of(
      int offset, double[][] inputs, double[][] targets, boolean labelled) {
    if (!labelled) {
      return new DatasetRows(offset, inputs, targets, null);
    }
    int[] labels = new int[targets.length];
    Arrays.setAll(labels, j -> (int) targets[j][0]);
    return new DatasetRows(offset, inputs, null, labels);
  }

  /** Number of samples from {@code offset} on, at most {@code limit}. */
  public static int count(int samples, int offset, int limit) {
    return Math.max(0, Math.min(limit, samples - offset));
  }

  public static double[][] rows(Samples samples, int offset, int count) {
    return count == 0 ? new double[0][] : samples.toMatrix(offset, count).toSamples();
  }

  /** Number of samples. */
  public int count() {
    return inputs.length;
  }
}
