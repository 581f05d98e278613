package dev.gradtrace.job;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.Checkpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Stores jobs, their queue, and what workers report of them. Every method is one transaction, also
 * between replicas; every change of a job's status is also an event. Arguments and results are
 * immutable.
 *
 * <p>Methods that take a job's id throw {@link UnknownJob} if there is none, those that take a
 * {@link Claim} throw {@link ClaimLost} if it is no longer valid.
 */
public interface JobStore {

  /**
   * Adds all of the jobs to the queue or none; if none, the caller's transaction, if there is one,
   * can only be rolled back. Clients take turns; the jobs of one client run in the given order.
   *
   * @param caller the owner of the jobs
   */
  Admission add(Caller caller, List<TrainingJob> queued, QueueLimits limits);

  /** The current state of a job. */
  TrainingJob get(String id);

  /**
   * The owner of a job: the name of the token that created it; null if the service required no
   * tokens then.
   */
  @Nullable String owner(String id);

  /** Jobs that workers train, not observed runs, by descending id. */
  List<JobSummary> newestFirst(JobFilter filter, int limit);

  /**
   * Changes the caption of a job or an observed run.
   *
   * @return the changed job
   * @throws dev.gradtrace.validation.InvalidSpec if the client's storage has no room for it
   */
  TrainingJob caption(String id, CaptionChange change);

  /** The states of several jobs, by id; unknown ids are left out. */
  Map<String, JobOutcome> outcomes(Collection<String> ids);

  /** How many jobs wait and how many run. */
  Map<JobStatus, Long> countUnfinished();

  /**
   * Sets a job running, even if it is running already: the caller knows that its worker is gone. A
   * job fails instead if its workers died twice without any report, or three times without
   * progress. Later claims have later times, as far as the clocks agree.
   *
   * @return null if the job is finished or deleted
   */
  @Nullable Claim claim(String id, InstantSource time);

  /**
   * Whether a job may only be claimed while nothing else runs in the process, because its worker
   * died and it has not progressed since.
   */
  boolean isSuspect(String id);

  /**
   * Which other clients a claimed job should yield to, if jobs of others wait while its client runs
   * more than its share.
   */
  Others othersBefore(Claim claim);

  /** Whether clients are waiting who run nothing. */
  enum Others {
    NONE,
    WAITING,
    /** One of them has used hardly anything and comes next. */
    NEW
  }

  /** A job's position in the queue; empty if there is no such job. */
  OptionalLong turn(String id);

  /**
   * Stores a report.
   *
   * @return whether cancellation of the job was requested
   */
  boolean report(Claim claim, Report report);

  /** Ends a claimed job. */
  void finish(Claim claim, Instant now, Ending ending);

  /**
   * Returns a claimed job to the queue with all that was reported, including the checkpoint. It
   * keeps its turn, or, if its time slice is used up, gets one behind those who wait.
   */
  void handBack(Claim claim, Instant now, Handover reason);

  /** The last reported checkpoint to resume from; null to begin at the start. */
  @Nullable Checkpoint checkpoint(Claim claim);

  /**
   * Cancels a waiting job; requests the end of a running one.
   *
   * @return the job afterwards
   * @throws WrongState if it is finished
   */
  TrainingJob cancel(String id, Instant now);

  /**
   * Deletes a job and everything recorded of it.
   *
   * @throws WrongState unless it is finished
   */
  void delete(String id);

  /**
   * Deletes jobs that finished before a point in time, the earliest first.
   *
   * @param most how many to delete at most
   * @return how many were deleted
   */
  int deleteFinished(Instant before, int most);

  /** The loss curve up to the last report. */
  LossCurve lossCurve(String id);

  /** The curvature up to the last report. */
  CurvatureSeries curvature(String id);

  /** A part of the trace up to the last report. */
  GradientTrace trace(String id, TraceSelection selection);

  /** A part of the distributions up to the last report; only of what the job was asked to keep. */
  Distributions distributions(String id, DistributionSelection selection);

  /**
   * The initial parameters that a job was given; of an observed run, the parameters at its first
   * point. Null if there are none.
   */
  @Nullable Parameters start(String id);

  /** The model as of the last report; null before the first. */
  @Nullable Model model(String id);

  /** Events with a number above {@code after}, ascending. */
  List<JobEvent> eventsAfter(String id, long after);
}
