package dev.gradtrace.trace;

import dev.gradtrace.training.EpochEnd;
import java.util.List;

/**
 * How the loss went: of the mini-batches, thinned, and of all samples after each epoch.
 *
 * @param batches mini-batch losses, ascending in steps
 * @param epochs evaluations, epoch 0 first: the untrained network
 */
public record LossCurve(List<BatchLoss> batches, List<EpochEnd> epochs) {

  /** Most mini-batch losses kept. */
  public static final int MAX_BATCHES = 10_000;

  public LossCurve {
    batches = List.copyOf(batches);
    epochs = List.copyOf(epochs);
  }

  /**
   * Distance of the kept steps but the last. There are only two of them before thinning begins, or
   * the first two are neighbours.
   */
  long stride() {
    return batches.size() < 3 ? 1 : batches.get(1).step() - batches.get(0).step();
  }

  /**
   * Mean cost of the mini-batch of one step.
   *
   * @param trainingLoss of a run that is trained elsewhere, as its sender measured it; NaN where it
   *     was not told
   * @param learningRate of such a run, as its sender told it; NaN where it was not told
   */
  public record BatchLoss(long step, double loss, double trainingLoss, double learningRate) {

    /** Of a run that is trained here. */
    public BatchLoss(long step, double loss) {
      this(step, loss, Double.NaN, Double.NaN);
    }
  }
}
