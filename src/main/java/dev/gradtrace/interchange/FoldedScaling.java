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
 * A network with the scaling of its inputs folded into layer 1, where only that layer sees the
 * inputs: W·((x − s)⊙f) + b = W′·x + b′ with w′ᵢⱼ = wᵢⱼ·fⱼ and b′ = b − W′·s. Scaling before a
 * normalisation, dropout or a skip cannot be folded.
 *
 * @param network layer 1 has biases if a scaling was folded into it
 * @param left the scaling that remains to be applied before the network
 */
public record FoldedScaling(Network network, Scaling.Fitted left) {

  /** The note for a scaling that was folded. */
  public static final String FOLDED =
      "The scaling of the inputs has become part of the weights and biases of layer 1.";

  /** The note for a scaling that was not folded. */
  public static final String LEFT =
      "The inputs are scaled before a normalisation or a skip, which has no place in the network:"
          + " scale the data set by inputScaling, (x - shift)·factor.";

  /** Folds a scaling into layer 1 of a network if that is possible. */
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
    parameters.set(0, before(parameters.get(0), scaling));
    return new Network(
        new NetworkSpec(
            spec.inputs(), layers, spec.blocks(), spec.inputNormalization(), spec.inputDropout()),
        Parameters.of(parameters));
  }

  /** The layer with biases. */
  public static LayerSpec biased(LayerSpec layer) {
    return new LayerSpec(
        layer.units(),
        layer.activation(),
        layer.weightInitializer(),
        layer.biasInitializer(),
        true,
        layer.normalization(),
        layer.dropout());
  }

  /** Parameters that scale the inputs of the layer first: W·((x − s)⊙f) + b. */
  public static Parameters.Layer before(Parameters.Layer layer, Scaling.Fitted scaling) {
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

  /** Parameters that scale the outputs of a linear layer: (W·x + b − s)⊙f. */
  static Parameters.Layer behind(Parameters.Layer layer, Scaling.Fitted scaling) {
    Matrix weights = layer.weights();
    double[] shift = scaling.shift();
    double[] factor = scaling.factor();
    Matrix folded = Matrix.zeros(weights.rows(), weights.columns());
    double[] shifted = new double[weights.rows()];
    for (int i = 0; i < weights.rows(); i++) {
      shifted[i] = (layer.biases().at(i, 0) - shift[i]) * factor[i];
      for (int j = 0; j < weights.columns(); j++) {
        folded.set(i, j, weights.at(i, j) * factor[i]);
      }
    }
    return new Parameters.Layer(
        folded, Matrix.ofColumns(shifted.length, shifted), layer.normalizations());
  }
}
