package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The losses over all training samples by epoch; epoch 0 is the untrained network.
 *
 * @param brokenAt first recorded step whose loss is not finite; null for none
 */
public record LossHistory(List<EpochEnd> epochs, @Nullable Long brokenAt) {

  /**
   * Number of final losses over which the median is taken, so that one bad epoch does not decide.
   */
  private static final int SETTLING = 5;

  /** Share of the run that counts as its end. */
  private static final double END = 0.25;

  public static LossHistory of(LossCurve curve) {
    Stream<Long> ofBatches =
        curve.batches().stream()
            .filter(batch -> !Double.isFinite(batch.loss()))
            .map(BatchLoss::step);
    Stream<Long> ofEpochs =
        curve.epochs().stream()
            .filter(end -> !Double.isFinite(end.trainingLoss()))
            .map(EpochEnd::step);
    return new LossHistory(
        curve.epochs(), Stream.concat(ofBatches, ofEpochs).findFirst().orElse(null));
  }

  public boolean isBroken() {
    return brokenAt != null;
  }

  /** Number of completed epochs. */
  public int length() {
    return Math.max(0, epochs.size() - 1);
  }

  /** The first {@code length} epochs. */
  LossHistory first(int length) {
    return length >= length() ? this : new LossHistory(epochs.subList(0, length + 1), null);
  }

  /** The untrained network as epochs 0 and 1. */
  LossHistory beginning() {
    return epochs.isEmpty() ? this : new LossHistory(List.of(epochs.get(0), epochs.get(0)), null);
  }

  /** The same history for the validation samples. */
  LossHistory onOthers() {
    return new LossHistory(
        epochs.stream()
            .map(
                end ->
                    new EpochEnd(
                        end.epoch(),
                        end.step(),
                        end.validationLoss(),
                        end.validationAccuracy(),
                        Double.NaN,
                        Double.NaN))
            .toList(),
        brokenAt);
  }

  public double initialLoss() {
    return epochs.isEmpty() ? Double.NaN : epochs.get(0).trainingLoss();
  }

  /** Training loss of epochs 0, 1, … */
  public double[] losses() {
    return epochs.stream().mapToDouble(EpochEnd::trainingLoss).toArray();
  }

  /**
   * Relative decrease of the loss over the last quarter of the run; negative if it rose, 0 for less
   * than an epoch.
   */
  public double fallAtEnd() {
    double[] losses = losses();
    int last = losses.length - 1;
    if (last < 1) {
      return 0;
    }
    double before = losses[last - (int) Math.max(1, Math.round(END * last))];
    return before > 0 ? (before - settledLoss()) / before : 0;
  }

  /** The median loss of the last epochs. */
  public double settledLoss() {
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

  public EpochEnd last() {
    return epochs.get(epochs.size() - 1);
  }

  public double smallestLoss() {
    return Arrays.stream(losses()).filter(Double::isFinite).min().orElse(Double.NaN);
  }
}
