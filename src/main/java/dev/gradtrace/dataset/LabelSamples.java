package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Labels as samples of one value, the number of the class. */
public record LabelSamples(Labels labels) implements Samples {

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public int length() {
    return 1;
  }

  @Override
  public long bytes() {
    return (long) labels.size() * Integer.BYTES;
  }

  @Override
  public void copyTo(int sample, Matrix target, int column) {
    target.set(0, column, labels.at(sample));
  }
}
