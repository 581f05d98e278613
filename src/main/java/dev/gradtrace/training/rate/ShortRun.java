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
 * @param judges number of other samples for the evaluation; 0 if the training samples are used
 * @param batchSize at most {@code samples}
 * @param epochs at least 1
 * @param whole whether it is the whole job
 */
public record ShortRun(int samples, int judges, int batchSize, int epochs, boolean whole) {

  /** Fewest samples, so that they represent the others. */
  private static final int LEAST_SAMPLES = 64;

  /** Most samples for the evaluation of a partial run. */
  private static final int MOST_JUDGES = 512;

  /**
   * Number of steps that show whether a network learns; of a shorter job half of its own, since
   * more samples then tell more than more steps.
   */
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
    ShortRun telling = telling(spec, samples, MOST_JUDGES, work);
    if (telling != null) {
      return telling;
    }
    long steps = spec.passes().steps(samples);
    int few = Math.min(samples, LEAST_SAMPLES);
    ShortRun least = longest(spec, few, Math.min(MOST_JUDGES, samples - few), steps, work);
    return least != null && least.takes(spec, Math.min(steps, LEAST_STEPS)) ? least : null;
  }

  /**
   * The same, evaluated on its own samples. Where the budget is too small for steps that tell, it
   * has most samples of which it sees each twice: a few are learnt at rates too high for all.
   */
  static @Nullable ShortRun alone(TrainingSpec spec, int samples, long work) {
    ShortRun telling = telling(spec, samples, 0, work);
    if (telling != null) {
      return telling;
    }
    long steps = spec.passes().steps(samples);
    for (int some = samples; some >= LEAST_SAMPLES; some = fewer(some)) {
      ShortRun run = longest(spec, some, 0, steps, work);
      if (run != null && run.epochs >= 2 && run.takes(spec, Math.min(steps, LEAST_STEPS))) {
        return run;
      }
    }
    return null;
  }

  private static @Nullable ShortRun telling(TrainingSpec spec, int samples, int judges, long work) {
    if (TrainingWork.ofRun(spec, samples) <= work) {
      return new ShortRun(samples, 0, Math.min(samples, spec.batchSize()), spec.epochs(), true);
    }
    long steps = spec.passes().steps(samples);
    for (int some = samples; some >= LEAST_SAMPLES; some = fewer(some)) {
      ShortRun telling = longest(spec, some, Math.min(judges, samples - some), steps, work);
      if (telling != null && telling.takes(spec, Math.min((steps + 1) / 2, TELLING_STEPS))) {
        return telling;
      }
    }
    return null;
  }

  private static int fewer(int samples) {
    return samples > LEAST_SAMPLES ? Math.max(LEAST_SAMPLES, samples / 2) : 0;
  }

  /**
   * The longest run on some samples; null for less than an epoch.
   *
   * @param others number of other samples for the evaluation, of which at most as many are used
   */
  private static @Nullable ShortRun longest(
      TrainingSpec spec, int samples, int others, long steps, long work) {
    int judges = Math.min(samples, others);
    int batch = Math.min(samples, spec.batchSize());
    long perEpoch = spec.passes().stepsPerEpoch(samples);
    long evaluation = TrainingWork.ofEvaluation(spec.network(), samples) + ofJudging(spec, judges);
    long epoch = perEpoch * TrainingWork.ofStep(spec, batch) + evaluation;
    long left = work - TrainingWork.ofStart(spec.network()) - evaluation;
    long epochs = Math.min((steps - 1) / perEpoch + 1, left / epoch);
    return epochs < 1 ? null : new ShortRun(samples, judges, batch, (int) epochs, false);
  }

  private boolean takes(TrainingSpec spec, long steps) {
    return epochs * spec.passes().stepsPerEpoch(samples) >= steps;
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
        judges == 0 ? null : others.thinnedTo(Math.min(judges, others.samples())),
        data.scaling());
  }

  /** Multiplications of the partial run. */
  public long work(TrainingSpec spec) {
    return TrainingWork.ofRun(of(spec), samples) + (epochs + 1L) * ofJudging(spec, judges);
  }

  private static long ofJudging(TrainingSpec spec, int judges) {
    return judges == 0 ? 0 : TrainingWork.ofEvaluation(spec.network(), judges);
  }
}
