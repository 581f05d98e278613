package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with the scaling of its inputs before it and the inverse of the scaling of targets
 * after it.
 *
 * @param inputs scaling that is applied to raw inputs
 * @param targets scaling that was applied to raw targets; the outputs are scaled back by its
 *     inverse
 */
public record ScaledNetwork(Network network, Scaling.Fitted inputs, Scaling.Fitted targets) {

  /** A network whose targets were not scaled. */
  public static ScaledNetwork of(Network network, Scaling.Fitted inputs) {
    return new ScaledNetwork(network, inputs, Scaling.Fitted.identity(network.spec().outputs()));
  }

  /**
   * The same function with the scaling of inputs folded into layer 1, where only that layer sees
   * the inputs.
   */
  public ScaledNetwork withFoldedInputs() {
    FoldedScaling folded = FoldedScaling.of(network, inputs);
    return new ScaledNetwork(folded.network(), folded.left(), targets);
  }

  /**
   * The same function with the inverse scaling of targets folded into the output layer, if that is
   * W·x + b alone: r⊙(W·x + b) + s has weights wᵢⱼ·rᵢ and biases bᵢ·rᵢ + sᵢ.
   */
  public ScaledNetwork withFoldedTargets() {
    LayerSpec output = network.spec().layer(network.depth());
    if (targets.isIdentity()
        || output.activation() != Elementwise.LINEAR
        || output.normalization() != null) {
      return this;
    }
    NetworkSpec spec = network.spec();
    List<LayerSpec> layers = new ArrayList<>(spec.layers());
    layers.set(spec.depth() - 1, FoldedScaling.biased(output));
    List<Parameters.Layer> parameters = new ArrayList<>(network.parameters().layers());
    parameters.set(spec.depth() - 1, unscaled(parameters.get(spec.depth() - 1)));
    Network folded =
        new Network(
            new NetworkSpec(
                spec.inputs(),
                layers,
                spec.blocks(),
                spec.inputNormalization(),
                spec.inputDropout()),
            Parameters.of(parameters));
    return ScaledNetwork.of(folded, inputs);
  }

  private Parameters.Layer unscaled(Parameters.Layer layer) {
    double[] ranges = targets.ranges();
    Matrix weights = layer.weights().copy();
    Matrix biases = layer.biases().copy();
    for (int i = 0; i < ranges.length; i++) {
      for (int j = 0; j < weights.columns(); j++) {
        weights.set(i, j, weights.at(i, j) * ranges[i]);
      }
    }
    targets.undo(biases);
    return new Parameters.Layer(weights, biases, layer.normalizations());
  }
}
