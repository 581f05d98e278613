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
 * Keeps jobs, their queue, and what workers tell of them. Every method is one transaction, also
 * among several replicas; every transition of a job is also its next event. What goes in or out
 * never changes.
 *
 * <p>Methods that take the id of a job throw {@link UnknownJob} if there is none, those that take a
 * {@link Claim} throw {@link ClaimLost} if it holds no longer.
 */
public interface JobStore {

  /**
   * Gives jobs places in the queue, all or none of them; in the latter case the transaction of the
   * caller, if there is one, cannot be committed any more. Clients have their turns one after the
   * other, and the jobs of each theirs in their order.
   *
   * @param caller whose they are
   */
  Admission add(Caller caller, List<TrainingJob> queued, QueueLimits limits);

  /** A job as it is now. */
  TrainingJob get(String id);

  /** Whom a job belongs to; null where no token was asked for. */
  @Nullable String owner(String id);

  /** Jobs by descending id; those of workers alone. */
  List<JobSummary> newestFirst(JobFilter filter, int limit);

  /**
   * Changes what is said of a job, of a worker or not.
   *
   * @return the job
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  TrainingJob caption(String id, CaptionChange change);

  /** How several jobs stand, by id; those that are not there are left out. */
  Map<String, JobOutcome> outcomes(Collection<String> ids);

  /** How many jobs wait, and how many run. */
  Map<JobStatus, Long> countUnfinished();

  /**
   * Sets a job running, even if it is running already: the caller knows that its worker is gone. A
   * job whose workers have vanished twice without a word, or three times without having brought it
   * further, fails instead. Later claims have later times, as far as the clocks agree.
   *
   * @return null if it is finished or gone
   */
  @Nullable Claim claim(String id, InstantSource time);

  /**
   * Whether a job is to be claimed only where nothing else runs in the process, because its worker
   * has vanished and it has not come further since.
   */
  boolean isSuspect(String id);

  /**
   * For whom a claimed job should make room: jobs of others wait, and more than its share of what
   * runs is its client's.
   */
  Others othersBefore(Claim claim);

  /** Clients of whom nothing runs, and who should have the place of one who runs. */
  enum Others {
    NONE,
    WAITING,
    /** Among them one who comes next, having used hardly anything. */
    NEW
  }

  /** Its turn in the queue; empty if there is no such job. */
  OptionalLong turn(String id);

  /**
   * Takes note of a report.
   *
   * @return whether someone wants the job cancelled
   */
  boolean report(Claim claim, Report report);

  /** Ends a claimed job. */
  void finish(Claim claim, Instant now, Ending ending);

  /**
   * Puts a claimed job back into the queue; what was reported of it stays, the checkpoint too. It
   * has the turn that it had, or where that is over, one behind those who wait.
   */
  void handBack(Claim claim, Instant now, Handover reason);

  /** From where a claimed job goes on, as last reported; null for its start. */
  @Nullable Checkpoint checkpoint(Claim claim);

  /**
   * Cancels a waiting job; asks for the end of a running one.
   *
   * @return the job after that
   * @throws WrongState if it is finished
   */
  TrainingJob cancel(String id, Instant now);

  /**
   * Forgets a job and everything about it.
   *
   * @throws WrongState unless it is finished
   */
  void delete(String id);

  /**
   * Forgets some of the jobs that finished before a point in time, the earliest first.
   *
   * @param most how many at once
   * @return how many
   */
  int deleteFinished(Instant before, int most);

  /** The loss curve as last reported. */
  LossCurve lossCurve(String id);

  /** The curvature as last reported. */
  CurvatureSeries curvature(String id);

  /** A part of the trace as last reported. */
  GradientTrace trace(String id, TraceSelection selection);

  /** A part of the distributions as last reported; what was not to be kept cannot be asked for. */
  Distributions distributions(String id, DistributionSelection selection);

  /**
   * The parameters that a job was given to start from, of a run that is trained elsewhere those at
   * its first point; null where there are none.
   */
  @Nullable Parameters start(String id);

  /** The model as last reported; null before the first report. */
  @Nullable Model model(String id);

  /** Events with a larger number than {@code after}, ascending. */
  List<JobEvent> eventsAfter(String id, long after);
}
