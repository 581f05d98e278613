package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Samples of unsigned bytes times one factor: an eighth of the memory of doubles. */
public final class ByteSamples implements Samples {

  private static final int BYTES = 256;

  private final byte[][] blocks;
  private final int samplesPerBlock;
  private final int size;
  private final int length;
  private final double scale;
  private final double[] values = new double[BYTES];

  /**
   * @param blocks the bytes, sample after sample, as many in each block as in the first, but fewer
   *     in the last perhaps; never written again
   * @param scale factor of every byte; 1/n divides by n, which rounds only once
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

  /** The byte of a value. */
  public byte at(int sample, int i) {
    int number = sample / samplesPerBlock;
    return blocks[number][(sample - number * samplesPerBlock) * length + i];
  }
}
