package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** A selection of samples, in any order. */
final class SelectedSamples implements Samples {

  private final Samples all;
  private final int[] sampleIndices;

  SelectedSamples(Samples all, int[] sampleIndices) {
    this.all = all;
    this.sampleIndices = sampleIndices.clone();
  }

  @Override
  public int size() {
    return sampleIndices.length;
  }

  @Override
  public int length() {
    return all.length();
  }

  @Override
  public long bytes() {
    return all.bytes() + (long) sampleIndices.length * Integer.BYTES;
  }

  @Override
  public void copyTo(int sample, Matrix target, int column) {
    all.copyTo(sampleIndices[sample], target, column);
  }

  @Override
  public Samples select(int[] sampleIndices) {
    int[] selected = new int[sampleIndices.length];
    for (int i = 0; i < sampleIndices.length; i++) {
      selected[i] = this.sampleIndices[sampleIndices[i]];
    }
    return new SelectedSamples(all, selected);
  }
}
