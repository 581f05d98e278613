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
 * The scaling of inputs as part of layer 1 where that alone sees them: W·((x − s)⊙f) + b = W′·x +
 * b′ with w′ᵢⱼ = wᵢⱼ·fⱼ and b′ = b − W′·s. Before a normalisation, a mask or a skip, scaling stays
 * what it is.
 *
 * @param network one without biases in layer 1 gets them
 * @param left what is to be done to the inputs before the network sees them
 */
public record FoldedScaling(Network network, Scaling.Fitted left) {

  /** What is to be noted where nothing is left. */
  public static final String FOLDED =
      "The scaling of the inputs has become part of the weights and biases of layer 1.";

  /** What is to be noted where something is. */
  public static final String LEFT =
      "The inputs are scaled before a normalisation or a skip, which has no place in the network:"
          + " scale the data set by inputScaling, (x - shift)·factor.";

  /** A network and its scaling, the one as part of the other if that is possible. */
  public static FoldedScaling of(Network network, Scaling.Fitted scaling) {
    return scaling.isIdentity() || !isFirst(network.spec())
        ? new FoldedScaling(network, scaling)
        : new FoldedScaling(
            into(network, scaling), Scaling.Fitted.identity(network.spec().inputs()));
  }

  private static boolean isFirst(NetworkSpec spec) {
    return spec.inputNormalization() == null
        && spec.inputDropout() == 0
        && spec.blockFrom(1) == null;
  }

  private static Network into(Network network, Scaling.Fitted scaling) {
    NetworkSpec spec = network.spec();
    List<LayerSpec> layers = new ArrayList<>(spec.layers());
    layers.set(0, biased(spec.layer(1)));
    List<Parameters.Layer> parameters = new ArrayList<>(network.parameters().layers());
    parameters.set(0, folded(parameters.get(0), scaling));
    return new Network(
        new NetworkSpec(
            spec.inputs(), layers, spec.blocks(), spec.inputNormalization(), spec.inputDropout()),
        Parameters.of(parameters));
  }

  static LayerSpec biased(LayerSpec layer) {
    return new LayerSpec(
        layer.units(),
        layer.activation(),
        layer.weightInitializer(),
        layer.biasInitializer(),
        true,
        layer.normalization(),
        layer.dropout());
  }

  private static Parameters.Layer folded(Parameters.Layer layer, Scaling.Fitted scaling) {
    Matrix weights = layer.weights();
    Matrix biases = layer.biases();
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
    return new Parameters.Layer(
        folded, Matrix.ofColumns(shifted.length, shifted), layer.normalizations());
  }
}
