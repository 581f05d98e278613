package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** A read-only set of vectors of one length, kept as compactly as its values allow. */
public sealed interface Samples
    permits DenseSamples, ByteSamples, OneHotSamples, LabelSamples, SelectedSamples, ScaledSamples {

  /** Number of samples. */
  int size();

  /** Number of values in each sample. */
  int length();

  /** Overwrites one column of {@code target} with a sample, counted from 0; allocates nothing. */
  void copyTo(int sample, Matrix target, int column);

  /** Number of values of all samples together. */
  default long values() {
    return (long) size() * length();
  }

  /** Bytes that the values take in memory, about; those that are shared with other samples, too. */
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

  /** The samples with the given numbers, in that order. */
  default Samples select(int[] sampleIndices) {
    return new SelectedSamples(this, sampleIndices);
  }
}
