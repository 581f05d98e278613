package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Diagnosis.Doubt;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcomes that are possible for a run trained elsewhere, of which one batch is known. */
final class Elsewhere {

  private static final String NOTHING_YET = "nothing has been told of the run yet";

  private static final String NEEDS_DATA =
      "it takes the training data; of a run that is trained elsewhere there is only the batch that"
          + " it is looked at with";

  private static final String NEEDS_RUN =
      "it takes a new run, which only those can make who train it";

  private static final Set<Rule> OF_DATA =
      EnumSet.of(
          Rule.BATCH_OF_ONE,
          Rule.CONSTANT_TARGETS,
          Rule.INPUTS_NOT_SCALED,
          Rule.TARGETS_OUT_OF_RANGE,
          Rule.CLASS_IMBALANCE,
          Rule.STALE_STATISTICS,
          Rule.OSCILLATING_LOSS,
          Rule.VALIDATION_DIFFERS,
          Rule.OVERFITTING);

  private static final Set<Rule> OF_RUNS =
      EnumSet.of(
          Rule.POOR_INITIALIZATION,
          Rule.OVER_REGULARIZED,
          Rule.DROPOUT_TOO_STRONG,
          Rule.NORM_AFTER_SUM,
          Rule.LEARNING_RATE_TOO_HIGH,
          Rule.LEARNING_RATE_TOO_LOW,
          Rule.TOO_FEW_EPOCHS,
          Rule.LOCAL_MINIMUM,
          Rule.UNDERPOWERED);

  private Elsewhere() {}

  /** Why a rule does not apply; null if it does. */
  static @Nullable Outcome silence(Rule rule, Evidence evidence) {
    if (OF_DATA.contains(rule)) {
      return new Outcome.NotApplicable(NEEDS_DATA);
    }
    if (OF_RUNS.contains(rule)) {
      return new Outcome.NotApplicable(NEEDS_RUN);
    }
    return evidence.hasHistory() ? null : new Outcome.NotApplicable(NOTHING_YET);
  }

  /** Replaces the outcome of a rule that would need another run. */
  static Outcome withoutRuns(Outcome outcome) {
    return outcome instanceof Outcome.NotChecked ? new Outcome.NotApplicable(NEEDS_RUN) : outcome;
  }

  /** The reasons for no verdict if nothing was found. */
  static List<Doubt> doubts() {
    return List.of(
        new Doubt(
            "the rules that look at one batch",
            "none has found what harms the run; what can be attained is not known",
            "a training job of the same network on the training data"));
  }
}
