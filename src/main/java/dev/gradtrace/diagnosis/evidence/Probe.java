package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.trace.LossRecorder;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;

/** A run of a job, as far as the effort allows. */
public final class Probe {

  /** Forward, backward and weight gradient, and an evaluation of every sample per epoch. */
  private static final int PASSES = 4;

  private static final int TRACE_POINTS = 100;

  private static final int MIN_SAMPLES = 32;

  private final TrainingRun run;
  private final LossRecorder losses = new LossRecorder();
  private final TraceRecorder trace;

  private Probe(TrainingSpec spec, Split data) {
    this.run = TrainingRun.of(fitting(spec, data), data);
    this.trace = new TraceRecorder(spec.network(), new TracePolicy(1, TRACE_POINTS));
  }

  /** Runs a job until it ends, or the effort is spent. */
  static Probe of(TrainingSpec spec, Split data, Effort effort) {
    Probe probe = new Probe(spec, data);
    probe.run(false, Long.MAX_VALUE, affordable(spec, effort), effort);
    return probe;
  }

  /**
   * Runs a job until it ends, or the effort is spent, and keeps a trace.
   *
   * @param steps at most, at least 1
   */
  public static Observation observe(TrainingSpec spec, Split data, long steps, Effort effort) {
    long samples = affordable(spec, effort);
    Probe probe = new Probe(spec, thinned(data, samples));
    boolean canStep = samples >= Math.min(spec.batchSize(), data.training().samples());
    probe.run(true, steps, canStep ? samples : 0, effort);
    return new Observation(
        probe.losses.snapshot(),
        probe.trace.snapshot(),
        probe.run.network().parameters(),
        !probe.run.hasNext() && samples >= data.training().samples());
  }

  /** Of part of the data there may be less than a batch, which then is all there is. */
  private static TrainingSpec fitting(TrainingSpec spec, Split data) {
    return data.training().samples() < spec.batchSize() ? spec.withEveryBatch() : spec;
  }

  /** Data of which at least two epochs can be afforded. */
  private static Split thinned(Split data, long samples) {
    int count = (int) Math.max(MIN_SAMPLES, Math.min(Integer.MAX_VALUE, samples / 2));
    return samples >= data.training().samples() ? data : Split.of(data.training().thinnedTo(count));
  }

  private static long affordable(TrainingSpec spec, Effort effort) {
    return Math.max(1, effort.multiplications() / (PASSES * spec.network().parameterCount()));
  }

  /** Epochs that the effort allows, about. */
  static long epochs(TrainingSpec spec, int samples, Effort effort) {
    return affordable(spec, effort) / samples;
  }

  private void run(boolean traced, long steps, long samples, Effort effort) {
    long left = samples;
    while (run.hasNext() && left > 0 && run.stepsTaken() < steps && !effort.stop().getAsBoolean()) {
      boolean wanted = traced && trace.wants(run.nextStep());
      TrainingEvent event = wanted ? run.nextObserved() : run.next();
      if (event instanceof Step step) {
        losses.record(step);
        left -= step.samples();
        if (wanted) {
          trace.record(step);
        }
      } else if (event instanceof EpochEnd epoch) {
        losses.record(epoch);
      }
    }
    // An epoch that was trained to its end is evaluated, though the effort is spent.
    while (run.hasNext() && run.isEvaluating() && !effort.stop().getAsBoolean()) {
      if (run.next() instanceof EpochEnd epoch) {
        losses.record(epoch);
        break;
      }
    }
  }

  LossHistory history() {
    return LossHistory.of(losses.snapshot());
  }
}
