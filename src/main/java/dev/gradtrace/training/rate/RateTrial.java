package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Deadline;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a job at a rate, after as much of it as the budget allows.
 *
 * @param epochs epochs run
 * @param samples number of training samples
 * @param loss final loss; infinite if the run diverged
 * @param accuracy final accuracy; 0 if the run diverged, NaN in a regression
 */
public record RateTrial(int epochs, int samples, double loss, double accuracy) {

  /** By accuracy, then by loss, best first. */
  static final Comparator<RateTrial> BEST_FIRST =
      Comparator.comparingDouble((RateTrial trial) -> -known(trial.accuracy))
          .thenComparingDouble(RateTrial::loss);

  private static double known(double accuracy) {
    return Double.isNaN(accuracy) ? 0 : accuracy;
  }

  /**
   * Runs a job at a rate.
   *
   * @param work most multiplications
   * @return null if that is too little for a meaningful trial
   */
  static @Nullable RateTrial of(double rate, TrainingSpec spec, Split data, long work) {
    ShortRun some = ShortRun.alone(spec, data.training().samples(), work);
    if (some == null) {
      return null;
    }
    TrainingSpec at = some.of(spec.withOptimizer(spec.optimizer().withLearningRate(rate)));
    TrainingRun run = TrainingRun.of(at, some.of(data));
    EpochEnd last = null;
    while (run.hasNext()) {
      Deadline.check();
      last = run.next() instanceof EpochEnd end ? end : last;
    }
    return last == null || run.stopReason() == StopReason.DIVERGED
        ? new RateTrial(some.epochs(), some.samples(), Double.POSITIVE_INFINITY, 0)
        : new RateTrial(
            some.epochs(), some.samples(), last.trainingLoss(), last.trainingAccuracy());
  }

  /** The result as a sentence. */
  String told() {
    String end =
        Double.isFinite(loss)
            ? String.format(Locale.ROOT, "a loss of %.3g", loss)
                + (Double.isNaN(accuracy)
                    ? ""
                    : String.format(Locale.ROOT, " and an accuracy of %.3g", accuracy))
            : "no finite loss";
    return String.format(
        Locale.ROOT,
        " Tried: %s after epoch %d on the job's samples (%d of them).",
        end,
        epochs,
        samples);
  }
}
