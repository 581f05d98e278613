package dev.gradtrace.diagnosis.evidence;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.training.score.AnswerScores;
import java.util.List;
import java.util.stream.IntStream;

/** The fit that chance makes of samples held back where there is nothing to learn. */
final class Chance {

  /** Fourth moment of a normal distribution, relative to the square of its second. */
  private static final double NORMAL = 3;

  /** Standard errors by which the best of a few learners is right more often by chance. */
  static final double OF_ANSWERS = 2.5;

  private Chance() {}

  /**
   * The standard error 1/√samples, or a multiple for classes, since answers are counted; of
   * heavy-tailed targets, whose squares are those of a few samples, of as many fewer samples as
   * their fourth moment is larger than a normal one.
   *
   * @param judges number of samples held back
   */
  static double of(Dataset data, long judges) {
    double error = Math.sqrt(Math.max(1, heaviness(data) / NORMAL) / judges);
    return Math.min(1, data.isClassification() ? OF_ANSWERS * error : error);
  }

  /** Whether on samples held back neither any learner nor the job itself does better. */
  static boolean isAllOf(Evidence job) {
    Attainable attainable = job.attainable();
    double most = Math.max(Evidence.SOMETHING, attainable.chance());
    return !job.isTrainedElsewhere()
        && !job.data().hasConstantTargets()
        && attainable.isNothing(Evidence.NOTHING)
        && !(job.fitOfValidation() >= most)
        && job.trials().fitOfHeldBack() < most
        && (job.data().majority() < AnswerScores.IMBALANCE || !attainable.findsRareClasses());
  }

  /** The largest kurtosis of a target; 0 for classes. */
  private static double heaviness(Dataset data) {
    if (data.isClassification()) {
      return 0;
    }
    double[][] targets = requireNonNull(data.rows(0, data.samples()).targets());
    List<Column> columns = DataSummary.of(data).targets();
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).std() > 0)
        .mapToDouble(i -> kurtosis(targets, i, columns.get(i)))
        .max()
        .orElse(0);
  }

  private static double kurtosis(double[][] targets, int i, Column column) {
    double sum = 0;
    for (double[] row : targets) {
      sum += Math.pow((row[i] - column.mean()) / column.std(), 4);
    }
    return sum / targets.length;
  }
}
