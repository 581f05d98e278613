package dev.gradtrace.job;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.trace.LossRecorder;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what happens in a run, and puts it into reports. For one thread. */
final class Journal {

  private static final long REPORT_MILLIS = 250;
  private static final long PROGRESS_MILLIS = 500;

  /** Runs of no more epochs tell of each; longer ones not more often than this. */
  private static final int FEW_EPOCHS = 1000;

  private static final long EPOCH_MILLIS = 50;

  /** Copying what was recorded may take one part in so many of the time. */
  private static final long RECORDING_SHARE = 100;

  /** Parts of an evaluation, milliseconds each, that nobody who wants the run to end waits for. */
  private static final int LONG_EVALUATION = 20;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final JobSpec spec;
  private final TrainingRun run;
  private final Split data;
  private final Clock clock;
  private final TraceRecorder trace;
  private final LossRecorder losses = new LossRecorder();
  private final Throughput throughput;
  private final List<JobEvent.Change> changes = new ArrayList<>();

  private int epoch;
  private long samples;
  private int parts;
  private long stepToEndWith;
  private @Nullable Step last;
  private @Nullable EpochEnd evaluation;
  private @Nullable EpochEnd untold;

  private long reportedAt = NEVER;
  private long progressToldAt = NEVER;
  private long epochToldAt = NEVER;
  private long recordedAt = NEVER;
  private long recordingMillis;

  Journal(JobSpec spec, TrainingRun run, Split data, Clock clock) {
    this.spec = spec;
    this.run = run;
    this.data = data;
    this.clock = clock;
    this.trace = new TraceRecorder(spec.training().network(), spec.trace());
    this.throughput = new Throughput(clock.millis());
  }

  /**
   * Whether the step with this number should be observed: for the trace, or because the run may
   * have to end in the long evaluation that follows it.
   */
  boolean wants(long step) {
    return trace.wants(step) || step == stepToEndWith;
  }

  /** Writes down an event. */
  void record(TrainingEvent event) {
    if (event instanceof Step step) {
      last = step;
      epoch = step.epoch();
      samples += step.samples();
      losses.record(step);
      if (step.statistics() != null) {
        trace.record(step);
      }
    } else if (event instanceof EpochEnd end) {
      losses.record(end);
      evaluation = end;
      untold = end;
      if (spec.training().epochs() <= FEW_EPOCHS) {
        tellEpoch(end);
      }
      stepToEndWith =
          parts < LONG_EVALUATION ? 0 : end.step() + run.steps() / spec.training().epochs();
      parts = 0;
    } else {
      parts++;
    }
  }

  /** Whether the trace has the last step. */
  boolean endsObserved() {
    return last == null || last.statistics() != null;
  }

  /** What the run came to. */
  JobResult result(StopReason reason) {
    return evaluation == null || reason == StopReason.DIVERGED
        ? JobResult.without(reason)
        : JobResult.of(reason, evaluation);
  }

  /** Whether it is time to report. */
  boolean isDue(long now) {
    if (untold != null && isOver(EPOCH_MILLIS, epochToldAt, now)) {
      tellEpoch(untold);
      epochToldAt = now;
    }
    return isOver(REPORT_MILLIS, reportedAt, now);
  }

  /** What happened since the last report. */
  Report report(long now) {
    throughput.mark(now, run.stepsTaken(), samples);
    double remaining = (run.steps() - run.stepsTaken()) / throughput.stepsPerSecond();
    Progress progress = progress(throughput.samplesPerSecond(), remaining);
    if (isOver(PROGRESS_MILLIS, progressToldAt, now)) {
      changes.add(new JobEvent.Progressed(progress));
      progressToldAt = now;
    }
    boolean record =
        isOver(Math.max(REPORT_MILLIS, RECORDING_SHARE * recordingMillis), recordedAt, now);
    return report(now, progress, record);
  }

  /** All that was not told yet, after the run has ended. */
  Report lastReport(long now) {
    if (last != null) {
      losses.recordLast(last);
    }
    if (untold != null) {
      tellEpoch(untold);
    }
    throughput.mark(now, run.stepsTaken(), samples);
    Progress progress = progress(throughput.overallSamplesPerSecond(), 0);
    changes.add(new JobEvent.Progressed(progress));
    return report(now, progress, true);
  }

  private Report report(long now, Progress progress, boolean record) {
    Report report =
        new Report(
            Instant.ofEpochMilli(now), progress, changes, record ? recording(now) : null, null);
    changes.clear();
    reportedAt = now;
    return report;
  }

  private Progress progress(double samplesPerSecond, double remainingSeconds) {
    return new Progress(
        epoch,
        spec.training().epochs(),
        run.stepsTaken(),
        run.steps(),
        samplesPerSecond,
        remainingSeconds);
  }

  private Recording recording(long now) {
    Recording recording =
        new Recording(
            losses.snapshot(),
            trace.snapshot(),
            new Model(
                run.stepsTaken(),
                run.network().parameters().copy(),
                data.scaling(),
                data.training().isClassification()));
    recordedAt = clock.millis();
    recordingMillis = recordedAt - now;
    return recording;
  }

  private void tellEpoch(EpochEnd end) {
    changes.add(new JobEvent.EpochEnded(end));
    untold = null;
  }

  /** Whether more time has passed; true as well when the clock was set back. */
  private static boolean isOver(long millis, long since, long now) {
    return Math.abs(now - since) >= millis;
  }
}
