package dev.gradtrace.treatment;

import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.EpochEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some steps of a training and the state after them.
 *
 * @param checkpoint to continue from
 * @param steps of the whole training
 * @param losses of these steps, in order
 * @param ends evaluations of the epochs that ended in these steps
 * @param lastStep null if no step was taken
 * @param activations a of layers 1…L at the probe, {@code [layer][sample][unit]}
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

  /** The parameters after the last step. */
  public Parameters parameters() {
    return checkpoint.parameters();
  }

  /**
   * What was measured in the last step.
   *
   * @param slopePerLayer slope of log₁₀ of δ's norm over the hidden layers; positive where δ
   *     shrinks towards the input
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
   * @param unitDeltaLog10 log₁₀ of the root mean square of each unit's δ over the mini-batch; −∞
   *     where it is 0
   */
  public record LayerStep(
      double deltaLog10, double weightGradientNorm, double updateRatio, double[] unitDeltaLog10) {}
}
