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
 * Keeps runs whose parameters somebody else trains. Every method is one transaction. Methods that
 * take an id throw {@link dev.gradtrace.job.UnknownJob} if there is no such run. What was recorded
 * is read as that of a job, from {@link dev.gradtrace.job.JobStore}.
 */
public interface ObservedRunStore {

  /** Adds a run, with its batch; it counts among what its client stores. */
  void add(Caller caller, TrainingJob run, Mode mode);

  /** Whether there is such a run; false for a job of a worker. */
  boolean has(String id);

  /** How a run stands. Cheap. */
  Standing standing(String id);

  /** Runs by descending id, as {@link dev.gradtrace.job.JobStore#newestFirst}. */
  List<JobSummary> newestFirst(JobFilter filter, int limit);

  /** What a point is measured from: what came before a step. */
  Past past(String id, long step);

  /**
   * What an observed run has before a step.
   *
   * @param seen how far it has come, which may be beyond the step
   * @param before the point before the step; null for none
   */
  record Past(Seen seen, @Nullable Kept before) {}

  /**
   * What the next point is measured from.
   *
   * @param traced without metrics
   */
  record Kept(Parameters parameters, TracedStep traced) {}

  /**
   * Adds a point, or replaces the last. Durable when this returns.
   *
   * @return how far the run has come with it
   * @throws dev.gradtrace.job.WrongState if the run is finished, or its last point is not the one
   *     the sender saw
   */
  Seen put(String id, ObservedPoint point, TraceSpec trace, Instant now);

  /** The file that the last point came in; null where it came in none, and of a job of a worker. */
  byte @Nullable [] file(String id);

  /**
   * Ends a run.
   *
   * @param last what is measured of its last point alone
   * @throws dev.gradtrace.job.WrongState if it is finished, or more has happened than was seen
   */
  void finish(String id, Seen seen, ObservedPoint.Measured last, Instant now);

  /**
   * Ends the runs of which nothing has been told since some time.
   *
   * @return how many
   */
  int finishAbandoned(Instant since, Instant now);

  /** Forgets a run, finished or not. */
  void delete(String id);
}
