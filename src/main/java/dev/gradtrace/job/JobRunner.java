package dev.gradtrace.job;

import dev.gradtrace.dataset.Datasets;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed jobs to their end, whatever that is. */
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final JobStore store;
  private final Datasets datasets;
  private final Clock clock;
  private final Duration timeLimit;

  JobRunner(JobStore store, Datasets datasets, Clock clock, Duration timeLimit) {
    this.store = store;
    this.datasets = datasets;
    this.clock = clock;
    this.timeLimit = timeLimit;
  }

  /**
   * Runs a job in the calling thread.
   *
   * @param shutdown asked now and then whether the service is about to end
   */
  void run(Claim claim, BooleanSupplier shutdown) {
    try {
      Ending ending = attempt(claim, shutdown);
      store.finish(claim, clock.instant(), ending);
    } catch (ClaimLost lost) {
      LOG.warn("{}; it goes on elsewhere or not at all", lost.getMessage());
    }
  }

  private Ending attempt(Claim claim, BooleanSupplier shutdown) {
    try {
      return train(claim, shutdown);
    } catch (ClaimLost lost) {
      throw lost;
    } catch (OutOfMemoryError exhausted) {
      LOG.warn("Training job {} ran out of memory: {}", claim.id(), exhausted.getMessage());
      return Ending.failure(
          JobError.Code.OUT_OF_MEMORY,
          "the run needs more memory than the service has left: try a smaller network or batch",
          null);
    } catch (RuntimeException | Error fault) {
      LOG.error("Training job {} failed", claim.id(), fault);
      return Ending.internal();
    }
  }

  private Ending train(Claim claim, BooleanSupplier shutdown) {
    JobSpec spec = claim.job().spec();
    Split data;
    try {
      data = TrainingData.load(spec, datasets).scaledBy(spec.data().scaling());
    } catch (InvalidSpec refused) {
      return Ending.failure(
          JobError.Code.DATASET_UNUSABLE,
          "the data can no longer be used: " + refused.faults().get(0).detail(),
          null);
    }
    return new Drive(claim, data, shutdown).toTheEnd();
  }

  /** One run, with an eye on who wants it to end early. */
  private final class Drive {

    private final Claim claim;
    private final BooleanSupplier shutdown;
    private final TrainingRun run;
    private final Journal journal;
    private final Pace pace = new Pace();
    private final long deadline = clock.millis() + timeLimit.toMillis();

    Drive(Claim claim, Split data, BooleanSupplier shutdown) {
      this.claim = claim;
      this.shutdown = shutdown;
      this.run = TrainingRun.of(claim.job().spec().training(), data);
      this.journal = new Journal(claim.job().spec(), run, data, clock);
    }

    Ending toTheEnd() {
      Interruption interruption = null;
      while (interruption == null && run.hasNext()) {
        TrainingEvent event = journal.wants(run.nextStep()) ? run.nextObserved() : run.next();
        journal.record(event);
        boolean due = pace.isDue();
        if (due || !(event instanceof Step)) {
          interruption = look(due);
        }
      }
      if (interruption != null) {
        observeLastStep();
      }
      store.report(claim, journal.lastReport(clock.millis()));
      StopReason reason = run.stopReason();
      return reason == null
          ? Objects.requireNonNull(interruption).ending(journal, timeLimit)
          : ending(reason);
    }

    private @Nullable Interruption look(boolean due) {
      long now = clock.millis();
      if (due) {
        pace.looked(now);
      }
      if (journal.isDue(now) && store.report(claim, journal.report(now))) {
        return Interruption.CANCEL;
      }
      if (shutdown.getAsBoolean()) {
        return Interruption.SHUTDOWN;
      }
      return now >= deadline ? Interruption.TIME_LIMIT : null;
    }

    /** The last step belongs to the trace: unless it was observed, one more that is. */
    private void observeLastStep() {
      while (run.hasNext() && !journal.endsObserved()) {
        journal.record(run.nextObserved());
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

  /** Why a run is ended before its time. */
  private enum Interruption {
    CANCEL,
    SHUTDOWN,
    TIME_LIMIT;

    Ending ending(Journal journal, Duration timeLimit) {
      return switch (this) {
        case CANCEL -> cancelled("cancelled on request", journal);
        case SHUTDOWN -> cancelled("the service is shutting down", journal);
        case TIME_LIMIT ->
            Ending.failure(
                JobError.Code.TIME_LIMIT,
                "stopped after %d s, the longest a job may take".formatted(timeLimit.toSeconds()),
                journal.result(StopReason.TIME_LIMIT));
      };
    }

    private static Ending cancelled(String message, Journal journal) {
      return new Ending(JobStatus.CANCELLED, message, journal.result(StopReason.CANCELLED), null);
    }
  }
}
