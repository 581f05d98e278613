package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;

/**
 * Cuts a dataset into mini-batches. Their order depends on seed and epoch alone, so that a resumed
 * run needs only its position, not the state of a random generator.
 *
 * <p>Not thread-safe: it holds the order of one epoch.
 */
public final class MiniBatches {

  private final Dataset dataset;
  private final int wantedSize;
  private final int batchSize;
  private final int perEpoch;
  private final boolean shuffle;
  private final long seed;
  private final int[] order;

  /**
   * Mini-batches of a dataset; samples are in the given order until {@link #startEpoch}.
   *
   * @param batchSize at least 1; larger than the dataset means the whole dataset
   * @param shuffle whether each epoch has its own random order
   */
  public MiniBatches(Dataset dataset, int batchSize, boolean shuffle, long seed) {
    InvalidSpec.unless(batchSize >= 1, "batchSize", "must be at least 1, was %d", batchSize);
    this.dataset = dataset;
    this.wantedSize = batchSize;
    this.batchSize = Math.min(batchSize, dataset.samples());
    this.perEpoch = (dataset.samples() - 1) / this.batchSize + 1;
    this.shuffle = shuffle;
    this.seed = seed;
    this.order = new int[dataset.samples()];
    Arrays.setAll(order, i -> i);
  }

  private MiniBatches(MiniBatches all, int perEpoch) {
    this.dataset = all.dataset;
    this.wantedSize = all.wantedSize;
    this.batchSize = all.batchSize;
    this.perEpoch = perEpoch;
    this.shuffle = all.shuffle;
    this.seed = all.seed;
    this.order = all.order.clone();
  }

  /**
   * The same without the last batch of each epoch if that is smaller than the others.
   *
   * @throws InvalidSpec if no batch would be left
   */
  public MiniBatches withoutPartialOne() {
    requireFullOne(order.length, wantedSize);
    return new MiniBatches(this, order.length / wantedSize);
  }

  /**
   * Checks that there is at least one full batch.
   *
   * @throws InvalidSpec if there are fewer samples than {@code batchSize}
   */
  public static void requireFullOne(int samples, int batchSize) {
    InvalidSpec.unless(
        samples >= batchSize,
        "dropLastBatch",
        "leaves no batch: the %d training samples do not fill one of %d",
        samples,
        batchSize);
  }

  /** Bytes of the order of an epoch of {@code samples} samples. */
  public static long bytes(long samples) {
    return samples * Integer.BYTES;
  }

  /** Samples in every batch except possibly the last; the columns of the matrices to fill. */
  public int batchSize() {
    return batchSize;
  }

  /** Number of batches in an epoch. */
  public int perEpoch() {
    return perEpoch;
  }

  /** Number of samples in a batch, counted from 0; the last may have fewer. */
  public int sizeOf(int batch) {
    return Math.min(batchSize, order.length - batch * batchSize);
  }

  /** Index in the dataset of the {@code j}th sample of a batch. */
  public int sample(int batch, int j) {
    return order[batch * batchSize + j];
  }

  /** Sets the order of samples to that of an epoch. */
  public void startEpoch(int epoch) {
    if (shuffle) {
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      RandomStream.of(seed, RandomStream.Purpose.SHUFFLE, epoch).shuffle(order);
    }
  }

  /**
   * Copies a batch into the matrices, and narrows them to its size; allocates nothing.
   *
   * @param batch counted from 0
   * @param inputs one row per feature, {@link #batchSize()} columns
   * @param targets one row per output, {@link #batchSize()} columns
   * @return the number of samples
   */
  public int fill(int batch, Matrix inputs, Matrix targets) {
    int size = sizeOf(batch);
    inputs.narrowTo(size);
    targets.narrowTo(size);
    int first = batch * batchSize;
    for (int j = 0; j < size; j++) {
      int sample = order[first + j];
      dataset.inputs().copyTo(sample, inputs, j);
      dataset.targets().copyTo(sample, targets, j);
    }
    return size;
  }
}
