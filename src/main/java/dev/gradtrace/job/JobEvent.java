package dev.gradtrace.job;

import dev.gradtrace.training.EpochEnd;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job.
 *
 * @param id number among the events of the job, from 1
 */
public record JobEvent(long id, Instant at, Change change) {

  /** What happened. */
  public sealed interface Change {}

  /** The job came to a new status; after a final one no event follows. */
  public record StatusChanged(StatusTransition transition) implements Change {}

  /**
   * The run has come further; told at least once a second, as long as a mini-batch takes no longer.
   */
  public record Progressed(Progress progress) implements Change {}

  /**
   * An epoch ended. Epochs that follow each other within 50 ms are passed over, but never the first
   * evaluation nor the last; the loss curve has them all.
   */
  public record EpochEnded(EpochEnd evaluation) implements Change {}

  /**
   * Something seems wrong with the run; told once, and again when it is judged otherwise.
   *
   * @param epoch and {@code step} how far the run had come
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

    /** Whether this says no more than another, told before. */
    public boolean repeats(FindingReported told) {
      return rule.equals(told.rule)
          && severity.equals(told.severity)
          && Objects.equals(causedBy, told.causedBy);
    }
  }
}
