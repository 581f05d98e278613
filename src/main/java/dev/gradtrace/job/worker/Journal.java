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

/** Writes down what happens in a run, and puts it into reports. For one thread. */
public final class Journal {

  /** Runs of no more epochs tell of each; longer ones of the last when that is due. */
  private static final int FEW_EPOCHS = 1000;

  /**
   * Evaluations of this many parts, about 1 ms each, are abandoned on cancel, so the step before
   * them is observed.
   */
  private static final int LONG_EVALUATION = 20;

  /** All that a last step leaves. */
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
   * The journal of a run that goes on.
   *
   * @param recorded as it was at the checkpoint
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
   * What the next event shall leave if it is a step: what trace and distributions want of it, and
   * everything if the run may have to end with it, or in the long evaluation that follows it.
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
   * Whether the curvature should be measured before the next step is taken; if so, it may take the
   * place of what the last step left.
   */
  public boolean wantsCurvature() {
    boolean wanted = curvature.wantsNextOf(run);
    if (wanted) {
      distributions.keepNewest();
    }
    return wanted;
  }

  /** Writes down an event. */
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

  /** What it took to store what was recorded, the last time. */
  long recordingMillis() {
    return schedule.recordingMillis();
  }

  /** How long workers have run the job, this one and those before. */
  Duration running(long now) {
    return past.running().plusMillis(now - startedAt);
  }

  /** Whether the last step has left all that is kept of it. */
  boolean endsObserved() {
    long last = run.stepsTaken();
    return trace.lastStep() == last && distributions.hasNewest(last);
  }

  /** What the run came to. */
  JobResult result(StopReason reason) {
    return evaluation == null || reason == StopReason.DIVERGED
        ? JobResult.without(reason)
        : JobResult.of(reason, evaluation);
  }

  /** Whether it is time to report. */
  boolean isDue(long now) {
    if (untold != null && schedule.takeEpochDue(now)) {
      tellEpoch(untold);
    }
    return schedule.isDue(now);
  }

  /** What happened since the last report. */
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

  /** What happened since the last report, with all that another worker needs to go on. */
  public Report checkpointReport(long now) {
    Checkpoint checkpoint = run.checkpoint();
    return report(now, progressAt(now), recording(checkpoint), checkpoint);
  }

  /** Takes note that the last report was accepted. */
  void reported(long now) {
    lastEvent += changes.size();
    changes.clear();
    schedule.accepted(now, findings.takeCostMillis());
  }

  /** Takes note that the last report was not accepted; what it told is told by the next. */
  void postpone(long now) {
    schedule.postpone(now);
  }

  /**
   * All that was not told yet, after the run has ended.
   *
   * @param byItself whether it ended without being told to
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

  /** What was recorded; shares the parameters with the checkpoint, which never change. */
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
