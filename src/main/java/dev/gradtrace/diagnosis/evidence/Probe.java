package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.evidence.Observation.Extent;
import dev.gradtrace.trace.LossRecorder;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.rate.ShortRun;
import dev.gradtrace.validation.Deadline;

/** Runs a job, or its beginning. */
public final class Probe {

  private static final int TRACE_POINTS = 100;

  private final TrainingRun run;
  private final LossRecorder losses = new LossRecorder();
  private final TraceRecorder trace;

  private Probe(TrainingSpec spec, Split data) {
    this.run = TrainingRun.of(fitting(spec, data), data);
    this.trace = new TraceRecorder(spec.network(), new TracePolicy(1, TRACE_POINTS));
  }

  /** Runs a job to its end, without a trace. */
  static Observation of(TrainingSpec spec, Split data) {
    Probe probe = new Probe(spec, data);
    probe.run(false, Long.MAX_VALUE);
    return probe.observation(true);
  }

  /**
   * Runs a job with a trace.
   *
   * @param steps most steps, at least 1
   * @param work most multiplications; a larger job is run on fewer samples, for fewer epochs
   */
  public static Observation observe(TrainingSpec spec, Split data, long steps, long work) {
    ShortRun plan = ShortRun.of(spec, data.training().samples(), work);
    boolean whole = plan != null && plan.whole();
    Probe probe =
        whole || plan == null ? new Probe(spec, data) : new Probe(plan.of(spec), plan.of(data));
    if (plan != null) {
      probe.run(true, steps);
    }
    return probe.observation(whole);
  }

  /** The losses of a network that is not trained, as those of epochs 0 and 1. */
  static LossHistory untrained(TrainingSpec spec, Split data) {
    return LossHistory.of(observe(spec.withEpochs(1), data, 1, Long.MAX_VALUE / 8).curve())
        .beginning();
  }

  private Observation observation(boolean whole) {
    return new Observation(
        losses.snapshot(),
        trace.snapshot(),
        run.network().parameters(),
        whole && !run.hasNext() ? Extent.WHOLE : Extent.CUT_SHORT);
  }

  /** The specification for part of the data, which may be less than a batch. */
  private static TrainingSpec fitting(TrainingSpec spec, Split data) {
    return data.training().samples() < spec.batchSize() ? spec.withEveryBatch() : spec;
  }

  private void run(boolean traced, long steps) {
    while (run.hasNext() && (run.stepsTaken() < steps || run.isEvaluating())) {
      Deadline.check();
      boolean wanted = traced && trace.wants(run.nextStep());
      TrainingEvent event = wanted ? run.nextObserved() : run.next();
      if (event instanceof Step step) {
        losses.record(step);
        if (wanted) {
          trace.record(step);
        }
      } else if (event instanceof EpochEnd epoch) {
        losses.record(epoch);
      }
    }
  }
}
