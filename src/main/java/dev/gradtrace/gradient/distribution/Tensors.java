package dev.gradtrace.gradient.distribution;

import dev.gradtrace.gradient.LayerPass;
import dev.gradtrace.gradient.ScaledMatrix;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tensors of a step whose distributions are counted: views, valid until the next pass over the
 * workspace.
 *
 * @param pass a workspace after back-propagation
 * @param before W of layers 1…L in the pass
 * @param after W after the update; {@code before} if there was none
 * @param gradient whether the workspace still has the gradient of the cost, or a penalty or
 *     clipping has changed it
 */
public record Tensors(
    Workspace pass, List<Matrix> before, List<Matrix> after, GradientState gradient) {

  /** The state of the gradient in the workspace. */
  public enum GradientState {
    OF_COST,
    CHANGED
  }

  /** The tensors of a batch without an update. */
  public static Tensors of(Network network, Workspace pass) {
    List<Matrix> weights = weights(network);
    return new Tensors(pass, weights, weights, GradientState.OF_COST);
  }

  /** W of layers 1…L; training changes them in place. */
  public static List<Matrix> weights(Network network) {
    return IntStream.rangeClosed(1, network.depth()).mapToObj(network::weights).toList();
  }

  /** Number of layers L. */
  public int depth() {
    return before.size();
  }

  /** m, the number of samples of the batch. */
  public int samples() {
    return pass.samples();
  }

  /**
   * log₁₀ of the root mean square over the samples of each unit's δ; −∞ if all are 0.
   *
   * @param l layer 1…L
   */
  public double[] unitDeltaLog10(int l) {
    LayerPass layer = pass.layer(l);
    Matrix delta = layer.delta();
    double[] logs = new double[delta.rows()];
    for (int i = 0; i < logs.length; i++) {
      double squares = 0;
      for (int j = 0; j < delta.columns(); j++) {
        squares = Math.fma(delta.at(i, j), delta.at(i, j), squares);
      }
      logs[i] =
          Math.fma(
              layer.deltaExponent(),
              Elementary.LOG10_2,
              Elementary.log(squares / delta.columns()) * Elementary.LOG10_E / 2);
    }
    return logs;
  }

  /** Counts the entries of a tensor of layer {@code l}. */
  Distribution count(Tensor of, int l, OctaveCounter counter) {
    LayerPass layer = pass.layer(l);
    return switch (of) {
      case WEIGHTS -> counter.count(before.get(l - 1));
      case WEIGHT_GRADIENT -> counter.count(weightGradient(l));
      case DELTA -> counter.count(new ScaledMatrix(layer.delta(), layer.deltaExponent()));
      case PREACTIVATION -> counter.count(layer.z());
      case ACTIVATION -> counter.count(layer.a());
      case UPDATE -> counter.countDifference(after.get(l - 1), before.get(l - 1));
    };
  }

  private ScaledMatrix weightGradient(int l) {
    return gradient == GradientState.OF_COST && pass.layer(l).isGradientWhole()
        ? new ScaledMatrix(pass.gradient().weights(l), 0)
        : pass.scaledWeightGradient(l);
  }
}
