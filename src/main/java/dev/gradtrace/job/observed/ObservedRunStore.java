package dev.gradtrace.job.observed;

import dev.gradtrace.access.Caller;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.TrainingJob;
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

  /** How its batch is looked at. */
  Mode mode(String id);

  /** Runs by descending id, as {@link dev.gradtrace.job.JobStore#newestFirst}. */
  List<JobSummary> newestFirst(JobFilter filter, int limit);

  /** What a point is measured from: what came before a step. */
  Past past(String id, long step);

  /**
   * What an observed run has before a step.
   *
   * @param last step of the last point, which may be later; -1 for none
   * @param model of the point before the step; null if there is none
   * @param traced what is kept of that point, without metrics
   */
  record Past(long last, @Nullable Model model, @Nullable TracedStep traced) {}

  /**
   * Adds a point, or replaces the last. Durable when this returns.
   *
   * @throws dev.gradtrace.job.WrongState if the run is finished, or its last point is not the one
   *     the sender saw
   */
  void put(String id, ObservedPoint point, Instant now);

  /** The file that the last point came in; null where it came in none, and of a job of a worker. */
  byte @Nullable [] file(String id);

  /**
   * Ends a run.
   *
   * @throws dev.gradtrace.job.WrongState if it is finished
   */
  void finish(String id, Instant now);

  /**
   * Ends the runs of which nothing has been told since some time.
   *
   * @return how many
   */
  int finishAbandoned(Instant since, Instant now);

  /** Forgets a run, finished or not. */
  void delete(String id);
}
