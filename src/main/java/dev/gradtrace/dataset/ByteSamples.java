package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Samples of unsigned bytes with a common factor; they take an eighth of the memory of doubles. */
public final class ByteSamples implements Samples {

  private static final int BYTES = 256;

  private final byte[][] blocks;
  private final int samplesPerBlock;
  private final int size;
  private final int length;
  private final double scale;
  private final double[] values = new double[BYTES];

  /**
   * @param blocks the bytes, sample after sample; all blocks but the last have the same length; not
   *     to be changed afterwards
   * @param scale factor of every byte; for 1/n bytes are divided by n, which rounds only once
   */
  public ByteSamples(byte[][] blocks, int length, double scale) {
    this.blocks = blocks;
    this.length = length;
    this.scale = scale;
    this.samplesPerBlock = blocks[0].length / length;
    int last = blocks.length - 1;
    this.size = last * samplesPerBlock + blocks[last].length / length;
    double divisor = Math.rint(1 / scale);
    for (int value = 0; value < BYTES; value++) {
      values[value] = 1 / divisor == scale ? value / divisor : value * scale;
    }
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
    int number = sample / samplesPerBlock;
    byte[] block = blocks[number];
    int from = (sample - number * samplesPerBlock) * length;
    for (int i = 0; i < length; i++) {
      target.set(i, column, values[block[from + i] & 0xff]);
    }
  }

  @Override
  public long bytes() {
    return values();
  }

  /** Factor of every byte. */
  public double scale() {
    return scale;
  }

  /** The {@code i}th value of a sample, before the factor. */
  public byte at(int sample, int i) {
    int number = sample / samplesPerBlock;
    return blocks[number][(sample - number * samplesPerBlock) * length + i];
  }
}
