package dev.gradtrace.training;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the course of a run, besides the data.
 *
 * @param l2 λ of cost + (λ/2n)‖w‖², n the number of training samples, biases untouched; at least 0
 * @param gradientClipNorm largest norm of the whole gradient, penalty included; null for no limit
 * @param batchSize samples per step, at least 1; the last batch of an epoch may be smaller
 * @param epochs passes over the training samples, at least 1
 * @param shuffle whether the samples are put into a new order before each epoch
 * @param seed fixes initial parameters, split and shuffling
 * @param parameters the start of the network; null to initialise it from the seed
 * @param earlyStopping null to run all epochs
 */
public record TrainingSpec(
    NetworkSpec network,
    Cost cost,
    Optimizer optimizer,
    double l2,
    @Nullable Double gradientClipNorm,
    LearningRateSchedule schedule,
    int batchSize,
    int epochs,
    boolean shuffle,
    long seed,
    @Nullable Parameters parameters,
    @Nullable EarlyStopping earlyStopping) {

  public static final int DEFAULT_BATCH_SIZE = 32;
  public static final int DEFAULT_EPOCHS = 1;

  public TrainingSpec {
    double lambda = l2;
    Double clip = gradientClipNorm;
    int batch = batchSize;
    int passes = epochs;
    Faults.check(
        faults -> {
          faults.unless(
              Double.isFinite(lambda) && lambda >= 0,
              "l2",
              "must be finite and at least 0, was %s",
              lambda);
          faults.unless(
              clip == null || Double.isFinite(clip) && clip > 0,
              "gradientClipNorm",
              "must be finite and above 0, was %s",
              clip);
          faults.unless(batch >= 1, "batchSize", "must be at least 1, was %d", batch);
          faults.unless(passes >= 1, "epochs", "must be at least 1, was %d", passes);
        });
  }

  /** The same run from another start. */
  public TrainingSpec startingFrom(Parameters start) {
    return with(seed, start);
  }

  /** The same run under another seed. */
  public TrainingSpec seeded(long other) {
    return with(other, parameters);
  }

  private TrainingSpec with(long seed, @Nullable Parameters start) {
    return new TrainingSpec(
        network,
        cost,
        optimizer,
        l2,
        gradientClipNorm,
        schedule,
        batchSize,
        epochs,
        shuffle,
        seed,
        start,
        earlyStopping);
  }

  /** The network the run starts from; a copy, so that the specification never changes. */
  Parameters start() {
    return parameters == null ? Parameters.initial(network, seed) : parameters.copy();
  }
}
