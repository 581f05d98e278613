package dev.gradtrace.diagnosis;

import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.util.Arrays;
import java.util.List;

/**
 * How the loss over all training samples went, epoch by epoch; epoch 0 is the untrained network.
 */
record Course(List<EpochEnd> epochs, double lastBatchLoss) {

  /** Losses at the end of which the median is taken, so that one bad epoch does not decide. */
  private static final int SETTLING = 5;

  static Course of(LossCurve curve) {
    List<BatchLoss> batches = curve.batches();
    double last = batches.isEmpty() ? Double.NaN : batches.get(batches.size() - 1).loss();
    return new Course(curve.epochs(), last);
  }

  /** Epochs trained to their end. */
  int length() {
    return Math.max(0, epochs.size() - 1);
  }

  /** The first epochs of the run. */
  Course first(int length) {
    return length >= length()
        ? this
        : new Course(epochs.subList(0, length + 1), epochs.get(length).trainingLoss());
  }

  double initialLoss() {
    return epochs.isEmpty() ? Double.NaN : epochs.get(0).trainingLoss();
  }

  /** Training loss of epochs 0, 1, … */
  double[] losses() {
    return epochs.stream().mapToDouble(EpochEnd::trainingLoss).toArray();
  }

  /** Whether some loss was not a finite number. */
  boolean isBroken() {
    return length() > 0 && Arrays.stream(losses()).anyMatch(loss -> !Double.isFinite(loss))
        || !Double.isNaN(initialLoss()) && !Double.isFinite(lastBatchLoss) && length() > 0
        || !epochs.isEmpty() && !Double.isFinite(initialLoss());
  }

  /** The loss the run has come to: the median of the last epochs. */
  double settledLoss() {
    int count = Math.min(SETTLING, (length() + 3) / 4);
    if (count == 0) {
      return Double.NaN;
    }
    double[] last =
        epochs.subList(epochs.size() - count, epochs.size()).stream()
            .mapToDouble(EpochEnd::trainingLoss)
            .sorted()
            .toArray();
    return last[(last.length - 1) / 2];
  }

  EpochEnd last() {
    return epochs.get(epochs.size() - 1);
  }

  double smallestLoss() {
    return Arrays.stream(losses()).filter(Double::isFinite).min().orElse(Double.NaN);
  }
}
