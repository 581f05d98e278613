package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** A read-only list of vectors of equal length, stored as compactly as the values allow. */
public sealed interface Samples
    permits DenseSamples, ByteSamples, OneHotSamples, LabelSamples, SelectedSamples, ScaledSamples {

  /** Number of samples. */
  int size();

  /** Number of values in each sample. */
  int length();

  /** Copies a sample into a column of {@code target}; both count from 0. Allocates nothing. */
  void copyTo(int sample, Matrix target, int column);

  /** Number of values of all samples. */
  default long values() {
    return (long) size() * length();
  }

  /** Approximate memory of the values in bytes, including what is shared with other samples. */
  default long bytes() {
    return values() * Double.BYTES;
  }

  /** A copy of {@code count} consecutive samples, at least one, as columns. */
  default Matrix toMatrix(int first, int count) {
    Matrix columns = Matrix.zeros(length(), count);
    for (int j = 0; j < count; j++) {
      copyTo(first + j, columns, j);
    }
    return columns;
  }

  /** The samples at the given indices, in that order. */
  default Samples select(int[] sampleIndices) {
    return new SelectedSamples(this, sampleIndices);
  }
}
