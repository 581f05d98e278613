package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples as doubles, in blocks of 2ᵏ columns, so that a file of unknown length is read without
 * copying.
 */
public final class DenseSamples implements Samples {

  /** Number of values up to which a copy as doubles is made (16 MiB). */
  private static final int FEW_VALUES = 1 << 21;

  private final List<Matrix> blocks;
  private final int blockShift;
  private final int size;
  private final int length;

  private DenseSamples(List<Matrix> blocks, int blockShift, int size, int length) {
    this.blocks = blocks;
    this.blockShift = blockShift;
    this.size = size;
    this.length = length;
  }

  /**
   * Samples that wrap a matrix of columns.
   *
   * @param columns not to be changed afterwards
   */
  public static DenseSamples of(Matrix columns) {
    return new DenseSamples(List.of(columns), Integer.SIZE - 1, columns.columns(), columns.rows());
  }

  /** Samples from their values, {@code [sample][value]}, all of one length. */
  public static DenseSamples of(double[][] samples) {
    return of(Matrix.ofSamples(samples));
  }

  /** The samples as doubles, which are read the fastest, if they are few; else unchanged. */
  static Samples ofFew(Samples samples) {
    return samples instanceof DenseSamples || samples.values() > FEW_VALUES
        ? samples
        : of(samples.toMatrix(0, samples.size()));
  }

  /** Bytes of the copy that {@link #ofFew} makes of {@code values} values; 0 if it makes none. */
  static long bytesOfFew(long values) {
    return values > FEW_VALUES ? 0 : values * Double.BYTES;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void copyTo(int sample, Matrix target, int column) {
    int block = sample >>> blockShift;
    target.setColumn(column, blocks.get(block), sample - (block << blockShift));
  }

  /** Collects samples one after the other. */
  public static final class Builder {

    private static final int BLOCK_VALUES = 1 << 13;

    private final List<Matrix> blocks = new ArrayList<>();
    private final int blockShift;
    private final int length;
    private int size;

    public Builder(int length) {
      this.length = length;
      this.blockShift = 31 - Integer.numberOfLeadingZeros(Math.max(1, BLOCK_VALUES / length));
    }

    public int size() {
      return size;
    }

    /** Appends a copy of a sample. */
    public void add(double[] sample) {
      int column = size & ((1 << blockShift) - 1);
      if (column == 0) {
        blocks.add(Matrix.zeros(length, 1 << blockShift));
      }
      blocks.get(size >>> blockShift).setColumn(column, sample);
      size++;
    }

    /** The samples added, at least one. */
    public DenseSamples build() {
      int last = blocks.size() - 1;
      Matrix tail = blocks.get(last);
      tail.narrowTo(size - (last << blockShift));
      blocks.set(last, tail.copy());
      return new DenseSamples(List.copyOf(blocks), blockShift, size, length);
    }
  }
}
