package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Samples that are scaled on reading, without a copy of the raw ones. */
record ScaledSamples(Samples raw, Scaling.Fitted scaling) implements Samples {

  @Override
  public int size() {
    return raw.size();
  }

  @Override
  public int length() {
    return raw.length();
  }

  @Override
  public long bytes() {
    return raw.bytes();
  }

  @Override
  public void copyTo(int sample, Matrix target, int column) {
    raw.copyTo(sample, target, column);
    scaling.scaleColumn(target, column);
  }
}
