package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Some samples of a set, in another order. */
final class SelectedSamples implements Samples {

  private final Samples all;
  private final int[] rows;

  SelectedSamples(Samples all, int[] rows) {
    this.all = all;
    this.rows = rows.clone();
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int length() {
    return all.length();
  }

  @Override
  public void copyTo(int sample, Matrix target, int column) {
    all.copyTo(rows[sample], target, column);
  }

  @Override
  public Samples select(int[] rows) {
    int[] selected = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = this.rows[rows[i]];
    }
    return new SelectedSamples(all, selected);
  }
}
