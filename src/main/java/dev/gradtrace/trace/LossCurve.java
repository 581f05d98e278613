package dev.gradtrace.trace;

import dev.gradtrace.training.EpochEnd;
import java.util.List;

/**
 * The loss curve: losses of mini-batches, thinned, and evaluations over all samples after each
 * epoch.
 *
 * @param batches mini-batch losses, ascending in steps
 * @param epochs evaluations, epoch 0 first: the untrained network
 */
public record LossCurve(List<BatchLoss> batches, List<EpochEnd> epochs) {

  /** Most mini-batch losses recorded. */
  public static final int MAX_BATCHES = 10_000;

  public LossCurve {
    batches = List.copyOf(batches);
    epochs = List.copyOf(epochs);
  }

  /** Distance of the recorded steps except the last; 1 with fewer than three. */
  long stride() {
    return batches.size() < 3 ? 1 : batches.get(1).step() - batches.get(0).step();
  }

  /**
   * Mean cost of the mini-batch of one step.
   *
   * @param trainingLoss for a run trained elsewhere, the loss that its sender measured; else NaN
   * @param learningRate for a run trained elsewhere, the rate that its sender gave; else NaN
   */
  public record BatchLoss(long step, double loss, double trainingLoss, double learningRate) {

    /** The loss of a run that is trained here. */
    public BatchLoss(long step, double loss) {
      this(step, loss, Double.NaN, Double.NaN);
    }
  }
}
