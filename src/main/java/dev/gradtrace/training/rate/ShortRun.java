package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a job that is run in a trial: all of it, or fewer samples, smaller batches and fewer
 * epochs, within a budget of work.
 *
 * @param samples number of training samples
 * @param batchSize at most {@code samples}
 * @param epochs at least 1
 * @param whole whether it is the whole job
 */
public record ShortRun(int samples, int batchSize, int epochs, boolean whole) {

  /** Fewest samples, so that they represent the others. */
  private static final int LEAST_SAMPLES = 64;

  /** Most samples for the evaluation of a partial run. */
  private static final int MOST_JUDGES = 512;

  /** Number of steps that show whether a network learns. */
  private static final long TELLING_STEPS = 300;

  /** Fewest steps of a meaningful trial. */
  private static final long LEAST_STEPS = 20;

  /**
   * The largest part of a job within a budget.
   *
   * @param samples number of training samples
   * @param work most multiplications
   * @return null if that is too little for a meaningful trial
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

  /** The specification of the partial run. */
  public TrainingSpec of(TrainingSpec spec) {
    Passes passes = spec.passes();
    return spec.withPasses(
        new Passes(batchSize, epochs, passes.shuffle(), passes.dropLastBatch(), null));
  }

  /**
   * The data of the partial run; if it has not all training samples, others of them are the
   * validation part.
   */
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

  /** Multiplications of the partial run. */
  public long work(TrainingSpec spec) {
    return TrainingWork.ofRun(of(spec), samples);
  }
}
