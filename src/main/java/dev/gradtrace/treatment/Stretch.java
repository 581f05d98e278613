package dev.gradtrace.treatment;

import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.EpochEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some steps of a training, and how it stands behind them.
 *
 * @param checkpoint to go on from
 * @param steps of the whole training
 * @param losses of the steps that were taken, in their order
 * @param ends of the epochs that ended meanwhile
 * @param lastStep null where no step was taken
 * @param activations a of layers 1…L on the probe, {@code [layer][sample][unit]}
 */
public record Stretch(
    Checkpoint checkpoint,
    long steps,
    int stepsPerEpoch,
    List<Double> losses,
    List<EpochEnd> ends,
    @Nullable LastStep lastStep,
    List<double[][]> activations) {

  public Stretch {
    losses = List.copyOf(losses);
    ends = List.copyOf(ends);
    activations = List.copyOf(activations);
  }

  /** The parameters as they are now. */
  public Parameters parameters() {
    return checkpoint.parameters();
  }

  /**
   * What the last step has left.
   *
   * @param slopePerLayer decades that δ shrinks by per hidden layer, towards the input
   * @param layers 1…L
   */
  public record LastStep(double slopePerLayer, double costGradientLog10, List<LayerStep> layers) {

    public LastStep {
      layers = List.copyOf(layers);
    }
  }

  /**
   * A layer in the last step, before its update.
   *
   * @param unitDeltaLog10 log₁₀ of each unit's root mean square of δ over the mini-batch; −∞ where
   *     all are 0
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record LayerStep(
      double deltaLog10, double weightGradientNorm, double updateRatio, double[] unitDeltaLog10) {}
}
