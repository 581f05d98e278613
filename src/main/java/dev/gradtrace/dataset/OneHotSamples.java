package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Labels as one-hot vectors: 1 at the label, 0 elsewhere. */
record OneHotSamples(Labels labels) implements Samples {

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public int length() {
    return labels.classes();
  }

  @Override
  public long bytes() {
    return (long) labels.size() * Integer.BYTES;
  }

  @Override
  public void copyTo(int sample, Matrix target, int column) {
    for (int i = 0; i < labels.classes(); i++) {
      target.set(i, column, 0);
    }
    target.set(labels.at(sample), column, 1);
  }
}
