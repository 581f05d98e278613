package dev.gradtrace.trace;

import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import java.util.ArrayList;
import java.util.List;

/** Records the loss curve of a run, which always ends with the newest step. Not thread-safe. */
public final class LossRecorder {

  private final ThinnedSeries<BatchLoss> batches =
      new ThinnedSeries<>(new TracePolicy(1, LossCurve.MAX_BATCHES), BatchLoss::step);
  private final List<EpochEnd> epochs = new ArrayList<>();
  private long newestStep;
  private double newestLoss;

  /** A recorder that continues a loss curve. */
  public static LossRecorder from(LossCurve curve) {
    LossRecorder recorder = new LossRecorder();
    recorder.batches.resume(curve.batches(), curve.stride());
    recorder.epochs.addAll(curve.epochs());
    return recorder;
  }

  /** Notes the loss of a step; allocates nothing unless the step is to be recorded. */
  public void record(Step step) {
    newestStep = step.number();
    newestLoss = step.loss();
    if (batches.wants(newestStep)) {
      keepNewest();
    }
  }

  /** Adds an evaluation. */
  public void record(EpochEnd epoch) {
    epochs.add(epoch);
  }

  /** The loss curve so far. */
  public LossCurve snapshot() {
    if (newestStep > batches.lastStep()) {
      keepNewest();
    }
    return new LossCurve(batches.snapshot(), epochs);
  }

  private void keepNewest() {
    batches.add(new BatchLoss(newestStep, newestLoss));
  }
}
