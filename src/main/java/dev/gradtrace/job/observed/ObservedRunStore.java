package dev.gradtrace.job.observed;

import dev.gradtrace.access.Caller;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.trace.TracedStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores observed runs, whose parameters somebody else trains. Every method is one transaction.
 * Methods that take an id throw {@link dev.gradtrace.job.UnknownJob} if there is no such run. What
 * was recorded is read like that of a job, from {@link dev.gradtrace.job.JobStore}.
 */
public interface ObservedRunStore {

  /** Adds a run with its batch; both count towards the client's storage. */
  void add(Caller caller, TrainingJob run, Mode mode);

  /** Whether there is an observed run with this id; false for a job of a worker. */
  boolean has(String id);

  /** The state of a run; a cheap query. */
  Standing standing(String id);

  /** Runs by descending id, as {@link dev.gradtrace.job.JobStore#newestFirst}. */
  List<JobSummary> newestFirst(JobFilter filter, int limit);

  /** What the measurements at a step build on. */
  Past past(String id, long step);

  /**
   * The state of an observed run before a step.
   *
   * @param seen how far the run has come, which may be beyond the step
   * @param before the point before the step; null for none
   */
  record Past(Seen seen, @Nullable Kept before) {}

  /**
   * A stored point that the next one is compared with.
   *
   * @param traced without metrics
   */
  record Kept(Parameters parameters, TracedStep traced) {}

  /**
   * Adds a point, or replaces the last. Durable when this returns.
   *
   * @return the state of the run with it
   * @throws dev.gradtrace.job.WrongState if the run is finished, or another point was added since
   *     {@code point.seen()}
   */
  Seen put(String id, ObservedPoint point, TraceSpec trace, Instant now);

  /**
   * The file that the last point was sent in; null if it was sent in none, and for a job of a
   * worker.
   */
  byte @Nullable [] file(String id);

  /**
   * Ends a run.
   *
   * @param last measurements of its last point that only some points have
   * @throws dev.gradtrace.job.WrongState if it is finished, or something was added since {@code
   *     seen}
   */
  void finish(String id, Seen seen, ObservedPoint.Measured last, Instant now);

  /**
   * Ends the runs without news since a point in time.
   *
   * @return how many
   */
  int finishAbandoned(Instant since, Instant now);

  /** Deletes a run, finished or not. */
  void delete(String id);
}
