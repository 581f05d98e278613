package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;

/** Samples of unsigned bytes times one factor: an eighth of the memory of doubles. */
final class ByteSamples implements Samples {

  private final byte[][] blocks;
  private final int samplesPerBlock;
  private final int size;
  private final int length;
  private final double scale;

  /**
   * @param blocks the bytes, sample after sample; every block but the last holds {@code
   *     samplesPerBlock} samples; never written again
   */
  ByteSamples(byte[][] blocks, int samplesPerBlock, int length, double scale) {
    this.blocks = blocks;
    this.samplesPerBlock = samplesPerBlock;
    this.length = length;
    this.scale = scale;
    int last = blocks.length - 1;
    this.size = last * samplesPerBlock + blocks[last].length / length;
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
      target.set(i, column, (block[from + i] & 0xff) * scale);
    }
  }
}
