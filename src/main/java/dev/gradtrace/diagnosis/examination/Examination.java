package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import org.jspecify.annotations.Nullable;

/** Applies a rule to a run; a pure function of the evidence. */
public interface Examination {

  Outcome of(Evidence evidence);

  /**
   * Whether the rule only searches for a better run of the changed job, so that it is skipped if
   * another cause was shown to suffice.
   */
  default boolean needsTrial() {
    return false;
  }

  /** The outcome of a rule for a run. */
  sealed interface Outcome
      permits Symptom, Outcome.Clean, Outcome.NotChecked, Outcome.NotApplicable {

    /**
     * The rule was applied and found nothing.
     *
     * @param measured the measured value
     * @param threshold value from which the rule would report
     * @param reason why the rule does not report although the value is beyond the threshold; null
     *     if it is not
     * @param unproven the symptom that would have been reported if its change had helped; null if
     *     nothing was tried
     */
    record Clean(
        double measured, double threshold, @Nullable String reason, @Nullable Symptom unproven)
        implements Outcome {

      public Clean(double measured, double threshold) {
        this(measured, threshold, null, null);
      }
    }

    /** The rule applies, but its trial could not be made. */
    record NotChecked(NotTried reason, String detail) implements Outcome {

      /** The same of a run that is over, and comes no further. */
      public NotChecked ofRunThatIsOver() {
        return reason == NotTried.RUN_NOT_OVER
            ? new NotChecked(reason, "It takes a run to the last step that leaves finite numbers.")
            : this;
      }
    }

    /** The rule does not apply. */
    record NotApplicable(String reason) implements Outcome {}

    /**
     * The outcome if there is nothing to try, because the run has not ended or learns what can be
     * learnt; null otherwise.
     */
    static @Nullable Outcome beforeTrials(Evidence evidence, double threshold) {
      if (!evidence.isWhole() || evidence.history().length() == 0) {
        return untried(NotTried.RUN_NOT_OVER);
      }
      return evidence.isStruggling() ? null : new Clean(0, threshold);
    }

    /** The outcome if a trial was not made, or showed nothing. */
    static Outcome without(Trial trial, double threshold) {
      NotTried untried = trial.untried();
      return untried == null ? new Clean(trial.improvement(), threshold) : untried(untried);
    }

    /** The outcome if the rule does not report, with the reason if its value is large enough. */
    static Outcome silent(double measured, double threshold, String reason) {
      return measured >= threshold
          ? beyond(measured, threshold, reason)
          : new Clean(measured, threshold);
    }

    /** The outcome if the rule does not report although its value is beyond the threshold. */
    static Outcome beyond(double measured, double threshold, String reason) {
      return new Clean(measured, threshold, reason, null);
    }

    static Outcome untried(NotTried reason) {
      return new NotChecked(reason, detail(reason));
    }

    private static String detail(NotTried reason) {
      return switch (reason) {
        case BUDGET ->
            "Running the job again with a change takes more work than a diagnosis may, even on few"
                + " samples and for few steps.";
        case NEEDS_DATA -> "There are too few samples to hold some back and judge by them.";
        case RUN_NOT_OVER -> "It is tried when the run has ended by itself.";
      };
    }
  }
}
