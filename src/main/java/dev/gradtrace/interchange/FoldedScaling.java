package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The scaling of inputs as part of layer 1: W·((x − s)⊙f) + b = W′·x + b′ with w′ᵢⱼ = wᵢⱼ·fⱼ and b′
 * = b − W′·s.
 */
public final class FoldedScaling {

  private FoldedScaling() {}

  /** A network that takes unscaled inputs; one without biases in layer 1 gets them. */
  public static Network into(Network network, Scaling.Fitted scaling) {
    if (scaling.isIdentity()) {
      return network;
    }
    NetworkSpec spec = network.spec();
    List<LayerSpec> layers = new ArrayList<>(spec.layers());
    LayerSpec first = layers.get(0);
    layers.set(
        0,
        new LayerSpec(
            first.units(),
            first.activation(),
            first.weightInitializer(),
            first.biasInitializer(),
            true));
    List<Parameters.Layer> parameters = new ArrayList<>();
    parameters.add(folded(network.weights(1), network.biases(1), scaling));
    for (int l = 2; l <= network.depth(); l++) {
      parameters.add(new Parameters.Layer(network.weights(l), network.biases(l)));
    }
    return new Network(new NetworkSpec(spec.inputs(), layers), Parameters.of(parameters));
  }

  private static Parameters.Layer folded(Matrix weights, Matrix biases, Scaling.Fitted scaling) {
    double[] shift = scaling.shift();
    double[] factor = scaling.factor();
    Matrix folded = Matrix.zeros(weights.rows(), weights.columns());
    double[] shifted = new double[weights.rows()];
    for (int i = 0; i < weights.rows(); i++) {
      shifted[i] = biases.at(i, 0);
      for (int j = 0; j < weights.columns(); j++) {
        double weight = weights.at(i, j) * factor[j];
        folded.set(i, j, weight);
        shifted[i] -= weight * shift[j];
      }
    }
    return new Parameters.Layer(folded, Matrix.ofColumns(shifted.length, shifted));
  }
}
