package dev.gradtrace.job.worker;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.ClaimLost;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.Handover;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.TrainingData;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.UnfitCheckpoint;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Runs claimed jobs to their end, whatever that is. */
public final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final JobStore store;
  private final Datasets datasets;
  private final Clock clock;
  private final Duration timeLimit;
  private final RunWatch watch;
  private final JobMetrics metrics;
  private final JobSpans spans;

  public JobRunner(
      JobStore store,
      Datasets datasets,
      Clock clock,
      Duration timeLimit,
      RunWatch watch,
      JobMetrics metrics,
      JobSpans spans) {
    this.store = store;
    this.datasets = datasets;
    this.clock = clock;
    this.timeLimit = timeLimit;
    this.watch = watch;
    this.metrics = metrics;
    this.spans = spans;
  }

  /**
   * Runs a job in the calling thread, from its last checkpoint.
   *
   * @return false if the job must be scheduled again: it was handed back, or another worker has
   *     claimed it
   */
  public boolean run(Claim claim, Surroundings surroundings) {
    return run(claim, surroundings, () -> attempt(claim, surroundings));
  }

  /**
   * Ends a job without running it.
   *
   * @return as {@link #run}
   */
  boolean end(Claim claim, Ending ending, Surroundings surroundings) {
    return run(claim, surroundings, () -> new Ended(ending));
  }

  private boolean run(Claim claim, Surroundings surroundings, Supplier<Outcome> attempt) {
    try (JobSpans.Turn turn = spans.begin(claim.id(), claim.asked());
        JobMetrics.Run measured = metrics.begin(claim.job(), turn::ended)) {
      Outcome outcome = attempt.get();
      if (outcome instanceof Returned returned) {
        store.handBack(claim, clock.instant(), returned.reason());
        measured.handedBack();
        return false;
      }
      Ending ending = ((Ended) outcome).ending();
      new DatabaseRetry(surroundings::isShuttingDown)
          .untilItWorks(() -> store.finish(claim, clock.instant(), ending));
      measured.ended(ending);
      return true;
    } catch (ClaimLost lost) {
      LOG.warn("{}; it goes on elsewhere or not at all", lost.getMessage());
      return false;
    }
  }

  /** How a worker's turn at a job ended. */
  private sealed interface Outcome permits Ended, Returned {}

  private record Ended(Ending ending) implements Outcome {}

  private record Returned(Handover reason) implements Outcome {}

  private Outcome attempt(Claim claim, Surroundings surroundings) {
    try {
      return train(claim, surroundings);
    } catch (ClaimLost | DataAccessException | TransactionException lost) {
      throw lost;
    } catch (OutOfMemoryError exhausted) {
      LOG.warn("Training job {} ran out of memory: {}", claim.id(), exhausted.getMessage());
      return new Ended(
          Ending.failure(
              JobError.Code.OUT_OF_MEMORY,
              "the run needs more memory than the service has left: try a smaller network or batch",
              null));
    } catch (RuntimeException | Error fault) {
      LOG.error("Training job {} failed", claim.id(), fault);
      return new Ended(Ending.internal());
    }
  }

  private Outcome train(Claim claim, Surroundings surroundings) {
    JobSpec spec = claim.job().spec();
    Split data;
    try {
      data = TrainingData.loadScaled(spec, datasets);
    } catch (InvalidSpec e) {
      return new Ended(
          Ending.failure(
              JobError.Code.DATASET_UNUSABLE,
              "the data can no longer be used: " + e.faults().get(0).detail(),
              null));
    }
    return drive(claim, data, surroundings).toTheEnd();
  }

  /**
   * Resumes from the last checkpoint; if that cannot be read, starts over, with the same result.
   */
  private Drive drive(Claim claim, Split data, Surroundings surroundings) {
    String id = claim.id();
    JobSpec spec = claim.job().spec();
    Past past = Past.of(store.eventsAfter(id, 0));
    try {
      Checkpoint checkpoint = store.checkpoint(claim);
      if (checkpoint != null) {
        TrainingRun run = TrainingRun.of(spec.training(), data, checkpoint);
        RecordedSoFar recorded = RecordedSoFar.of(id, spec, store);
        Journal journal = new Journal(spec, run, data, clock, watch, past, recorded);
        return new Drive(claim, surroundings, run, journal);
      }
    } catch (UnreadableRecord | UnfitCheckpoint unusable) {
      LOG.warn("Training job {} starts again: {}", claim.id(), unusable.getMessage());
    }
    TrainingRun run = TrainingRun.of(spec.training(), data);
    return new Drive(claim, surroundings, run, new Journal(spec, run, data, clock, watch, past));
  }

  /** One run, which may be ended early by cancellation, the time limit, shutdown, or other jobs. */
  private final class Drive {

    private final Claim claim;
    private final Surroundings surroundings;
    private final TrainingRun run;
    private final Journal journal;
    private final JobMetrics.Reports reports;
    private final Pace pace = new Pace();
    private final Slice slice;

    Drive(Claim claim, Surroundings surroundings, TrainingRun run, Journal journal) {
      this.claim = claim;
      this.surroundings = surroundings;
      this.slice = new Slice(clock.millis());
      this.run = run;
      this.journal = journal;
      this.reports = metrics.reportsFrom(run.stepsTaken());
    }

    Outcome toTheEnd() {
      Interruption interruption = null;
      while (interruption == null && (run.hasNext() || journal.wantsCurvature())) {
        TrainingEvent event = next();
        journal.record(event);
        boolean due = pace.isDue();
        if (due || !(event instanceof Step)) {
          interruption = look(due);
        }
      }
      Handover handover = interruption == null ? null : interruption.handover;
      if (handover != null) {
        tell(journal.checkpointReport(clock.millis()));
        return new Returned(handover);
      }
      if (interruption != null) {
        observeLastStep();
      }
      Report last = journal.lastReport(clock.millis(), interruption != Interruption.CANCEL);
      new DatabaseRetry(surroundings::isShuttingDown).untilItWorks(() -> tell(last));
      StopReason reason = run.stopReason();
      return new Ended(
          reason == null
              ? Objects.requireNonNull(interruption).ending(journal, timeLimit)
              : ending(reason));
    }

    private TrainingEvent next() {
      if (journal.wantsCurvature()) {
        return run.nextOfCurvature();
      }
      return run.next(journal.wanted(run.nextStep()));
    }

    private @Nullable Interruption look(boolean due) {
      long now = clock.millis();
      if (due) {
        pace.looked(now);
      }
      if (journal.isDue(now) && report(now)) {
        return Interruption.CANCEL;
      }
      if (surroundings.isShuttingDown()) {
        return Interruption.SHUTDOWN;
      }
      if (surroundings.isCompanyUnwanted()) {
        return Interruption.COMPANY;
      }
      if (slice.isToAsk(now) && othersComeFirst(now)) {
        return Interruption.TURN;
      }
      return journal.running(now).compareTo(timeLimit) >= 0 ? Interruption.TIME_LIMIT : null;
    }

    private boolean othersComeFirst(long now) {
      try {
        return surroundings.mayGiveWay(
            () -> slice.isOver(now, journal.recordingMillis(), store.othersBefore(claim)));
      } catch (DataAccessException | TransactionException unavailable) {
        LOG.warn("Training job {} cannot ask: {}", claim.id(), unavailable.getMessage());
        return false;
      }
    }

    /** Whether cancellation was requested. A run goes on while the database is down. */
    private boolean report(long now) {
      try {
        boolean cancel = tell(journal.report(now));
        journal.reported(clock.millis());
        if (run.stepsTaken() > claim.suspectUntil()) {
          surroundings.acquit();
        }
        return cancel;
      } catch (DataAccessException | TransactionException unavailable) {
        LOG.warn("Training job {} cannot report: {}", claim.id(), unavailable.getMessage());
        journal.postpone(clock.millis());
        return false;
      }
    }

    private boolean tell(Report report) {
      return reports.add(report, journal.samples(), () -> store.report(claim, report));
    }

    /**
     * The last step belongs to the trace: if it was not observed, one more step is taken and
     * observed.
     */
    private void observeLastStep() {
      while (run.hasNext() && !journal.endsObserved()) {
        journal.record(run.next(Journal.EVERYTHING));
      }
    }

    private Ending ending(StopReason reason) {
      JobResult result = journal.result(reason);
      return reason == StopReason.DIVERGED
          ? Ending.failure(
              JobError.Code.DIVERGED,
              "the loss was no longer a finite number at step " + run.stepsTaken(),
              result)
          : new Ending(JobStatus.SUCCEEDED, null, result, null);
    }
  }

  /** Why a run is ended early. */
  private enum Interruption {
    CANCEL(null),
    TIME_LIMIT(null),
    SHUTDOWN(Handover.SHUTDOWN),
    COMPANY(Handover.COMPANY),
    TURN(Handover.TURN);

    /** Null if the job is not to be resumed. */
    private final @Nullable Handover handover;

    Interruption(@Nullable Handover handover) {
      this.handover = handover;
    }

    Ending ending(Journal journal, Duration timeLimit) {
      return switch (this) {
        case CANCEL -> cancelled("cancelled on request", journal);
        case SHUTDOWN, COMPANY, TURN -> throw new IllegalStateException("it is handed back");
        case TIME_LIMIT ->
            Ending.failure(
                JobError.Code.TIME_LIMIT,
                "stopped after %s s, the longest a job may take".formatted(timeLimit.toSeconds()),
                journal.result(StopReason.TIME_LIMIT));
      };
    }

    private static Ending cancelled(String message, Journal journal) {
      return new Ending(JobStatus.CANCELLED, message, journal.result(StopReason.CANCELLED), null);
    }
  }
}
