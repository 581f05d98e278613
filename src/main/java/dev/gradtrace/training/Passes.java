package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * How often, and in what portions, a run sees the training samples.
 *
 * @param batchSize samples per step, at least 1; the last batch of an epoch may be smaller
 * @param epochs passes over the training samples, at least 1
 * @param shuffle whether the samples are put into a new order before each epoch
 * @param dropLastBatch whether a last batch that is not full is left out
 * @param earlyStopping null to run all epochs
 */
public record Passes(
    int batchSize,
    int epochs,
    boolean shuffle,
    boolean dropLastBatch,
    @Nullable EarlyStopping earlyStopping) {

  public static final int DEFAULT_BATCH_SIZE = 32;
  public static final int DEFAULT_EPOCHS = 1;

  public Passes {
    Faults faults = new Faults();
    faults.unless(batchSize >= 1, "batchSize", "must be at least 1, was %d", batchSize);
    faults.unless(epochs >= 1, "epochs", "must be at least 1, was %d", epochs);
    faults.throwIfAny();
  }

  /** With every batch, full or not. */
  public Passes(int batchSize, int epochs, boolean shuffle, @Nullable EarlyStopping earlyStopping) {
    this(batchSize, epochs, shuffle, false, earlyStopping);
  }

  /** Steps of an epoch over so many training samples, of which no more than all make a batch. */
  public long stepsPerEpoch(long samples) {
    long batch = Math.min(batchSize, samples);
    return dropLastBatch ? samples / batch : (samples - 1) / batch + 1;
  }

  /** Samples of the last batch of an epoch over so many training samples. */
  public int lastBatch(int samples) {
    int full = Math.min(batchSize, samples);
    int rest = samples % full;
    return rest == 0 || dropLastBatch ? full : rest;
  }

  /**
   * The mini-batches of an epoch, in the order of the samples until an epoch is started.
   *
   * @param seed of the orders
   */
  public MiniBatches batches(Dataset samples, long seed) {
    MiniBatches all = new MiniBatches(samples, batchSize, shuffle, seed);
    return dropLastBatch ? all.withoutPartialOne() : all;
  }

  /** Steps of all epochs. */
  public long steps(long samples) {
    return stepsPerEpoch(samples) * epochs;
  }

  /** All of so many epochs, in a new order each. */
  public static Passes shuffled(int batchSize, int epochs) {
    return new Passes(batchSize, epochs, true, false, null);
  }
}
