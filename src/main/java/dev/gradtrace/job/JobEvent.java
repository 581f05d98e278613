package dev.gradtrace.job;

import dev.gradtrace.training.EpochEnd;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of a job.
 *
 * @param id number of the event within its job, from 1
 */
public record JobEvent(long id, Instant at, Change change) {

  /** What the event reports. */
  public sealed interface Change {}

  /** The job's status changed; no event follows a final status. */
  public record StatusChanged(StatusTransition transition) implements Change {}

  /** Progress of the run; reported at least once a second unless a mini-batch takes longer. */
  public record Progressed(Progress progress) implements Change {}

  /**
   * An epoch ended. Of epochs within 50 ms of each other only the last is reported, but the first
   * evaluation and the last always are; the loss curve has all of them.
   */
  public record EpochEnded(EpochEnd evaluation) implements Change {}

  /**
   * The diagnosis found something wrong with the run; reported once, and again when its judgement
   * changes.
   *
   * @param epoch current epoch of the run
   * @param step current step of the run
   * @param rule that found it
   * @param severity info, warning or error
   * @param causedBy the rule whose finding explains this one; null for a root cause
   * @param explanation a sentence for the user
   */
  public record FindingReported(
      int epoch,
      long step,
      String rule,
      String severity,
      @Nullable String causedBy,
      String explanation)
      implements Change {

    /** Whether rule, severity and cause are those of an earlier report. */
    public boolean repeats(FindingReported told) {
      return rule.equals(told.rule)
          && severity.equals(told.severity)
          && Objects.equals(causedBy, told.causedBy);
    }
  }
}
