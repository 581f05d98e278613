package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * The passes of a run over the training samples.
 *
 * @param batchSize samples per step, at least 1; the last batch of an epoch may be smaller
 * @param epochs passes over the training samples, at least 1
 * @param shuffle whether the samples are shuffled before each epoch
 * @param dropLastBatch whether an incomplete last batch is left out
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

  /** Passes that keep an incomplete last batch. */
  public Passes(int batchSize, int epochs, boolean shuffle, @Nullable EarlyStopping earlyStopping) {
    this(batchSize, epochs, shuffle, false, earlyStopping);
  }

  /** Steps per epoch for {@code samples} training samples; a batch has at most all samples. */
  public long stepsPerEpoch(long samples) {
    long batch = Math.min(batchSize, samples);
    return dropLastBatch ? samples / batch : (samples - 1) / batch + 1;
  }

  /** Number of samples in the last batch of an epoch. */
  public int lastBatch(int samples) {
    int full = Math.min(batchSize, samples);
    int rest = samples % full;
    return rest == 0 || dropLastBatch ? full : rest;
  }

  /**
   * The mini-batches of the training samples.
   *
   * @param seed seed of shuffling
   */
  public MiniBatches batches(Dataset samples, long seed) {
    MiniBatches all = new MiniBatches(samples, batchSize, shuffle, seed);
    return dropLastBatch ? all.withoutPartialOne() : all;
  }

  /** Number of steps of all epochs. */
  public long steps(long samples) {
    return stepsPerEpoch(samples) * epochs;
  }

  /** Passes of all epochs, shuffled, without early stopping. */
  public static Passes shuffled(int batchSize, int epochs) {
    return new Passes(batchSize, epochs, true, false, null);
  }
}
