package dev.gradtrace.job.worker;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.Recording;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.trace.CurvatureRecorder;
import dev.gradtrace.trace.DistributionRecorder;
import dev.gradtrace.trace.LossRecorder;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Observed;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StepCurvature;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records the events of a run and builds its reports. Not thread-safe. */
public final class Journal {

  /** Runs of at most so many epochs report each; longer ones report the last at intervals. */
  private static final int FEW_EPOCHS = 1000;

  /**
   * Evaluations in more parts than this, about 1 ms each, are abandoned on cancellation, so the
   * step before them is observed.
   */
  private static final int LONG_EVALUATION = 20;

  /** All that a step can record. */
  static final Set<Observed> EVERYTHING = Set.of(Observed.STATISTICS, Observed.TENSORS);

  private static final Set<Observed> STATISTICS = Set.of(Observed.STATISTICS);
  private static final Set<Observed> TENSORS = Set.of(Observed.TENSORS);
  private static final Set<Observed> NOTHING = Set.of();

  private final JobSpec spec;
  private final TrainingRun run;
  private final Split data;
  private final TraceRecorder trace;
  private final DistributionRecorder distributions;
  private final LossRecorder losses;
  private final CurvatureRecorder curvature;
  private final Past past;
  private final Throughput throughput;
  private final FindingReporter findings;
  private final ReportSchedule schedule = new ReportSchedule();
  private final List<JobEvent.Change> changes = new ArrayList<>();

  private final boolean evaluatesLong;
  private final long startedAt;
  private long lastEvent;
  private int epoch;
  private long samples;
  private @Nullable EpochEnd evaluation;
  private @Nullable EpochEnd untold;

  /** The journal of a run that begins. */
  public Journal(
      JobSpec spec, TrainingRun run, Split data, Clock clock, RunWatch watch, Past past) {
    this(spec, run, data, clock, watch, past, RecordedSoFar.nothing(spec));
  }

  /**
   * The journal of a run that resumes.
   *
   * @param recorded as of the checkpoint
   */
  public Journal(
      JobSpec spec,
      TrainingRun run,
      Split data,
      Clock clock,
      RunWatch watch,
      Past past,
      RecordedSoFar recorded) {
    this.spec = spec;
    this.run = run;
    this.data = data;
    this.trace = TraceRecorder.from(recorded.trace(), spec.trace().steps());
    this.distributions =
        DistributionRecorder.from(
            recorded.distributions(),
            spec.training().network(),
            spec.trace().distributions(),
            run.steps());
    this.losses = LossRecorder.from(recorded.lossCurve());
    this.curvature = new CurvatureRecorder(recorded.curvature(), spec.trace().steps(), run.steps());
    this.past = past;
    this.lastEvent = past.lastEvent();
    this.startedAt = clock.millis();
    this.throughput = new Throughput(startedAt, run.stepsTaken());
    this.findings = new FindingReporter(watch.watch(spec.training(), data), past, startedAt);
    this.evaluatesLong = run.evaluationParts() > LONG_EVALUATION;
    this.epoch = run.epoch();
    List<EpochEnd> epochs = recorded.lossCurve().epochs();
    this.evaluation = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
  }

  /**
   * What the next step must record: what trace and distributions want of it, and everything if the
   * run may end with it, or in the long evaluation after it.
   *
   * @param step its number
   */
  public Set<Observed> wanted(long step) {
    boolean beforeLongEvaluation = evaluatesLong && step % run.stepsPerEpoch() == 0;
    boolean statistics = trace.wants(step) || beforeLongEvaluation;
    boolean tensors =
        distributions.keepsAny()
            && (distributions.wants(step) || beforeLongEvaluation || run.mayEndWithNextStep());
    if (tensors) {
      return statistics ? EVERYTHING : TENSORS;
    }
    return statistics ? STATISTICS : NOTHING;
  }

  /**
   * Whether to measure the curvature before the next step; that may overwrite the tensors of the
   * last step, which are saved here first.
   */
  public boolean wantsCurvature() {
    boolean wanted = curvature.wantsNextOf(run);
    if (wanted) {
      distributions.keepNewest();
    }
    return wanted;
  }

  /** Records an event. */
  public void record(TrainingEvent event) {
    if (event instanceof Step step) {
      epoch = step.epoch();
      samples += step.samples();
      losses.record(step);
      if (step.statistics() != null) {
        trace.record(step);
      }
      distributions.record(step);
    } else if (event instanceof StepCurvature point) {
      curvature.record(point);
    } else if (event instanceof EpochEnd end) {
      losses.record(end);
      evaluation = end;
      untold = end;
      if (spec.training().epochs() <= FEW_EPOCHS) {
        tellEpoch(end);
      }
    }
  }

  /** Samples of all steps so far. */
  long samples() {
    return samples;
  }

  /** How long storing the recording took the last time, in ms. */
  long recordingMillis() {
    return schedule.recordingMillis();
  }

  /** How long this and earlier workers have run the job. */
  Duration running(long now) {
    return past.running().plusMillis(now - startedAt);
  }

  /** Whether everything to be recorded of the last step is recorded. */
  boolean endsObserved() {
    long last = run.stepsTaken();
    return trace.lastStep() == last && distributions.hasNewest(last);
  }

  /** The result of the run. */
  JobResult result(StopReason reason) {
    return evaluation == null || reason == StopReason.DIVERGED
        ? JobResult.without(reason)
        : JobResult.of(reason, evaluation);
  }

  /** Whether a report is due. */
  boolean isDue(long now) {
    if (untold != null && schedule.takeEpochDue(now)) {
      tellEpoch(untold);
    }
    return schedule.isDue(now);
  }

  /** The changes since the last report. */
  Report report(long now) {
    Progress progress = progressAt(now);
    changes.add(new JobEvent.Progressed(progress));
    Checkpoint checkpoint = schedule.isRecordingDue(now) ? run.checkpoint() : null;
    Recording recorded = checkpoint == null ? null : recording(checkpoint);
    if (recorded != null && findings.isDue(progress, now)) {
      changes.addAll(findings.news(recorded, progress, false, now));
    }
    return report(now, progress, recorded, checkpoint);
  }

  /** The changes since the last report, with all that another worker needs to resume. */
  public Report checkpointReport(long now) {
    Checkpoint checkpoint = run.checkpoint();
    return report(now, progressAt(now), recording(checkpoint), checkpoint);
  }

  /** The last report was accepted. */
  void reported(long now) {
    lastEvent += changes.size();
    changes.clear();
    schedule.accepted(now, findings.takeCostMillis());
  }

  /** The last report was not accepted; the next one repeats its changes. */
  void postpone(long now) {
    schedule.postpone(now);
  }

  /**
   * The last report, after the run has ended.
   *
   * @param byItself whether the run reached its end, rather than being stopped
   */
  Report lastReport(long now, boolean byItself) {
    if (untold != null) {
      tellEpoch(untold);
    }
    throughput.mark(now, run.stepsTaken(), samples);
    Progress progress = progress(throughput.overallSamplesPerSecond(), 0);
    changes.add(new JobEvent.Progressed(progress));
    Checkpoint checkpoint = run.checkpoint();
    Recording recorded = recording(checkpoint);
    if (byItself) {
      changes.addAll(findings.news(recorded, progress, true, now));
    }
    return report(now, progress, recorded, checkpoint);
  }

  private Report report(
      long now, Progress progress, @Nullable Recording recorded, @Nullable Checkpoint checkpoint) {
    schedule.reporting(now, recorded != null);
    return new Report(
        Instant.ofEpochMilli(now), progress, lastEvent, changes, recorded, checkpoint);
  }

  private Progress progressAt(long now) {
    throughput.mark(now, run.stepsTaken(), samples);
    double remaining = (run.steps() - run.stepsTaken()) / throughput.stepsPerSecond();
    return progress(throughput.samplesPerSecond(), remaining);
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

  /** What was recorded; shares the immutable parameters with the checkpoint. */
  private Recording recording(Checkpoint checkpoint) {
    return new Recording(
        losses.snapshot(),
        trace.snapshot(),
        distributions.snapshot(),
        curvature.snapshot(),
        new Model(
            run.stepsTaken(),
            checkpoint.parameters(),
            data.scaling(),
            data.targetScaling(),
            data.training().isClassification()));
  }

  private void tellEpoch(EpochEnd end) {
    if (end.epoch() > past.lastEpoch()) {
      changes.add(new JobEvent.EpochEnded(end));
    }
    untold = null;
  }
}
