package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import org.jspecify.annotations.Nullable;

/** How a rule looks at a run: a pure function of the evidence. */
public interface Examination {

  Outcome of(Evidence evidence);

  /**
   * Whether it looks for nothing but a better run of the job with a change, so that there is
   * nothing to look for once another cause has been shown to be enough.
   */
  default boolean needsTrial() {
    return false;
  }

  /** What a rule says of a run. */
  sealed interface Outcome
      permits Symptom, Outcome.Clean, Outcome.NotChecked, Outcome.NotApplicable {

    /**
     * The rule looked and found nothing.
     *
     * @param measured what it looked at
     * @param threshold where it would have spoken
     * @param reason why it is clean though the measurement is beyond the threshold; null where it
     *     is not
     * @param unproven what it would have said, had its change helped; null where nothing was tried
     */
    record Clean(
        double measured, double threshold, @Nullable String reason, @Nullable Symptom unproven)
        implements Outcome {

      public Clean(double measured, double threshold) {
        this(measured, threshold, null, null);
      }
    }

    /** The rule has something to look at, but could not be tried. */
    record NotChecked(NotTried reason, String detail) implements Outcome {}

    /** The rule has nothing to look at. */
    record NotApplicable(String reason) implements Outcome {}

    /**
     * Of a rule with nothing to try: the run is not over, or learns what can be learnt; null where
     * there is something.
     */
    static @Nullable Outcome beforeTrials(Evidence evidence, double threshold) {
      if (!evidence.isWhole() || evidence.history().length() == 0) {
        return untried(NotTried.RUN_NOT_OVER);
      }
      return evidence.isStruggling() ? null : new Clean(0, threshold);
    }

    /** Of a rule whose trial was not made, or has shown nothing. */
    static Outcome without(Trial trial, double threshold) {
      NotTried untried = trial.untried();
      return untried == null ? new Clean(trial.improvement(), threshold) : untried(untried);
    }

    /** Of a rule that does not speak though what it measures is beyond its threshold. */
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
