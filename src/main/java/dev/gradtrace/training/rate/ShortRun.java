package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of a job is run to try it: all of it, or fewer samples, smaller batches and fewer
 * epochs, so that it takes no more than a given work. Large jobs are tried on less, not left out.
 *
 * @param samples of the training part
 * @param batchSize at most as many
 * @param epochs at least 1
 * @param whole whether it is all of the job
 */
public record ShortRun(int samples, int batchSize, int epochs, boolean whole) {

  /** Fewer would hardly stand for the others. */
  private static final int LEAST_SAMPLES = 64;

  /** More would hardly judge otherwise. */
  private static final int MOST_JUDGES = 512;

  /** Steps that show whether a network learns. */
  private static final long TELLING_STEPS = 300;

  /** The fewest steps that show anything. */
  private static final long LEAST_STEPS = 20;

  /**
   * As much of a job as can be done.
   *
   * @param samples of the training part
   * @param work at most, in multiplications
   * @return null if that is too little to show anything
   */
  public static @Nullable ShortRun of(TrainingSpec spec, int samples, long work) {
    if (TrainingWork.ofRun(spec, samples) <= work) {
      return new ShortRun(samples, Math.min(samples, spec.batchSize()), spec.epochs(), true);
    }
    long steps = spec.passes().steps(samples);
    ShortRun found = null;
    for (int fewer = samples; found == null && fewer >= LEAST_SAMPLES; fewer = fewer(fewer)) {
      found = of(spec, fewer, steps, Math.min(steps, TELLING_STEPS), work);
    }
    return found == null
        ? of(spec, Math.min(samples, LEAST_SAMPLES), steps, Math.min(steps, LEAST_STEPS), work)
        : found;
  }

  private static int fewer(int samples) {
    return samples > LEAST_SAMPLES ? Math.max(LEAST_SAMPLES, samples / 2) : 0;
  }

  private static @Nullable ShortRun of(
      TrainingSpec spec, int samples, long steps, long leastSteps, long work) {
    int batch = Math.min(samples, spec.batchSize());
    long perEpoch = spec.passes().stepsPerEpoch(samples);
    long evaluation = TrainingWork.ofEvaluation(spec.network(), samples);
    long epoch = perEpoch * TrainingWork.ofStep(spec, batch) + evaluation;
    long left = work - TrainingWork.ofStart(spec.network()) - evaluation;
    long epochs = Math.min((steps - 1) / perEpoch + 1, left / epoch);
    return epochs >= 1 && epochs * perEpoch >= leastSteps
        ? new ShortRun(samples, batch, (int) epochs, false)
        : null;
  }

  /** The part of a job that is run. */
  public TrainingSpec of(TrainingSpec spec) {
    Passes passes = spec.passes();
    return spec.withPasses(
        new Passes(batchSize, epochs, passes.shuffle(), passes.dropLastBatch(), null));
  }

  /** The part of the data that is run on; others of the training samples judge, if it is less. */
  public Split of(Split data) {
    int all = data.training().samples();
    if (samples >= all) {
      return new Split(data.training(), null, data.scaling());
    }
    Split divided = Split.of(data.training(), (all - samples) / (double) all, 0);
    Dataset others = Objects.requireNonNull(divided.validation());
    return new Split(
        divided.training(),
        others.thinnedTo(Math.min(MOST_JUDGES, others.samples())),
        data.scaling());
  }

  /** What it takes, in multiplications. */
  public long work(TrainingSpec spec) {
    return TrainingWork.ofRun(of(spec), samples);
  }
}
