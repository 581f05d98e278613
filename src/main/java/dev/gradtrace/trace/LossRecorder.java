package dev.gradtrace.trace;

import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import java.util.ArrayList;
import java.util.List;

/** Collects the loss curve of a run. For one thread. */
public final class LossRecorder {

  private final ThinnedSeries<LossCurve.BatchLoss> batches =
      new ThinnedSeries<>(new TracePolicy(1, LossCurve.MAX_BATCHES), LossCurve.BatchLoss::step);
  private final List<EpochEnd> epochs = new ArrayList<>();

  /** Keeps the loss of a step, if it is one of those to keep. */
  public void record(Step step) {
    if (batches.wants(step.number())) {
      batches.add(new LossCurve.BatchLoss(step.number(), step.loss()));
    }
  }

  /** Keeps the loss of the run's last step. */
  public void recordLast(Step step) {
    batches.add(new LossCurve.BatchLoss(step.number(), step.loss()));
  }

  /** Keeps an evaluation. */
  public void record(EpochEnd epoch) {
    epochs.add(epoch);
  }

  /** What is kept so far. */
  public LossCurve snapshot() {
    return new LossCurve(batches.snapshot(), epochs);
  }
}
