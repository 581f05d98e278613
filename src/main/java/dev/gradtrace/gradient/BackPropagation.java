package dev.gradtrace.gradient;

import dev.gradtrace.matrix.DescentSums;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Updates;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import java.util.function.IntConsumer;

/**
 * The gradient of the cost with respect to every weight and bias.
 *
 * <pre>
 *   δᴸ     = ∂C/∂zᴸ                   (BP1)
 *   δˡ     = Jσ(zˡ)ᵀ · (Wˡ⁺¹)ᵀ δˡ⁺¹   (BP2)
 *   ∂C/∂bˡ = mean of δˡ               (BP3)
 *   ∂C/∂Wˡ = δˡ (xˡ)ᵀ / m             (BP4)
 * </pre>
 *
 * Layers count from 1 to L, xˡ is the input of Wˡ: aˡ⁻¹, or the output of the {@link Junction}
 * behind it, through which the gradient passes between the two factors of (BP2). Examples are
 * columns, m of them. Writes only into the workspace; allocates nothing.
 *
 * @see <a href="http://neuralnetworksanddeeplearning.com/chap2.html">Nielsen, chapter 2</a>
 */
public final class BackPropagation {

  private BackPropagation() {}

  /** Computes δ of every layer and the gradient, after a forward pass over the same workspace. */
  public static void run(Network network, Cost cost, Workspace pass) {
    run(network, cost, pass, l -> differentiate(l, pass));
  }

  /**
   * Computes δ of every layer, after a forward pass over the same workspace.
   *
   * @param passed called with the number of each layer, L first, once δ has passed its weights
   */
  public static void run(Network network, Cost cost, Workspace pass, IntConsumer passed) {
    int depth = network.depth();
    cost.outputDelta(network.activation(depth), pass); // BP1
    for (int l = depth; l >= 1; l--) {
      pullBackTo(l, network, pass); // BP2
      if (l < depth) {
        passed.accept(l + 1);
      }
    }
    pullBackThroughEntrance(network, pass);
    passed.accept(1);
  }

  /** Computes the gradient of the biases and weights of a layer from its δ. */
  public static void differentiate(int l, Workspace pass) {
    LayerPass layer = pass.layer(l);
    Parameters gradient = pass.gradient();
    double share = differentiateBiases(l, pass);
    gradient.weights(l).setProduct(share, layer.delta(), pass.x(l).transposed()); // BP4
    layer.finishScaling(gradient.biases(l), gradient.weights(l));
  }

  /**
   * Computes the gradient of the biases of a layer, and takes a step of plain descent on its
   * weights, whose gradient is undefined afterwards.
   */
  public static void descend(int l, Network network, Workspace pass, double rate) {
    LayerPass layer = pass.layer(l);
    Matrix weights = network.weights(l);
    Matrix gradient = pass.gradient().weights(l);
    if (layer.isGradientWhole()) {
      double share = differentiateBiases(l, pass);
      Updates.descendAlong(weights, rate, share, layer.delta(), pass.x(l), gradient); // BP4
    } else {
      differentiate(l, pass);
      Updates.descend(weights, gradient, rate);
    }
  }

  /**
   * {@link #descend(int, Network, Workspace, double)} with norms of the weights and their gradient.
   *
   * @param sums overwritten
   */
  public static void descend(
      int l, Network network, Workspace pass, double rate, DescentSums sums) {
    LayerPass layer = pass.layer(l);
    Matrix weights = network.weights(l);
    Matrix gradient = pass.gradient().weights(l);
    if (layer.isGradientWhole()) {
      double share = differentiateBiases(l, pass);
      Updates.descendAlong(weights, rate, share, layer.delta(), pass.x(l), gradient, sums); // BP4
    } else {
      differentiate(l, pass);
      Updates.descend(weights, gradient, rate, sums);
    }
  }

  /**
   * Computes the gradient of the biases of a layer, without the exponent of δ where it is large.
   *
   * @return the factor of δ: 1/m, with its exponent if that can be applied at once
   */
  private static double differentiateBiases(int l, Workspace pass) {
    LayerPass layer = pass.layer(l);
    double share = 1.0 / pass.samples() * layer.deltaScale();
    pass.gradient().biases(l).setRowSums(share, layer.delta()); // BP3
    return share;
  }

  /** Computes δˡ from the layers behind it; for the output layer from ∂C/∂u. */
  private static void pullBackTo(int l, Network network, Workspace pass) {
    LayerPass layer = pass.layer(l);
    if (l < pass.depth()) {
      pullBackWeights(network, l + 1, pass.junction(l).to(), pass.layer(l + 1));
      pass.junction(l).pullBack(network, pass.gradient());
      layer.pullBack(network.activation(l));
    }
    layer.pullBackNormalization(network, pass.gradient());
  }

  private static void pullBackThroughEntrance(Network network, Workspace pass) {
    Junction entrance = pass.entrance();
    if (entrance != null) {
      pullBackWeights(network, 1, entrance.to(), pass.layer(1));
      entrance.pullBack(network, pass.gradient());
    }
  }

  /**
   * The derivative of output {@code i} with respect to every input, n⁰×m; summed over the samples
   * if batch norm mixes them. Overwrites the δ of every layer.
   */
  static ScaledMatrix ofOutput(int i, Network network, Workspace pass) {
    LayerPass output = pass.output();
    for (int j = 0; j < pass.samples(); j++) {
      for (int k = 0; k < network.spec().outputs(); k++) {
        output.activationGradient().set(k, j, k == i ? 1 : 0);
      }
    }
    output.scaleActivationGradientBy(0);
    output.pullBack(network.activation(pass.depth()));
    for (int l = pass.depth(); l >= 1; l--) {
      pullBackTo(l, network, pass);
    }
    pullBackThroughEntrance(network, pass);
    Junction entrance = pass.entrance();
    if (entrance != null) {
      return new ScaledMatrix(entrance.from().gradient(), entrance.from().exponent());
    }
    Matrix gradient = Matrix.zeros(network.spec().inputs(), pass.samples());
    gradient.setProduct(network.weights(1).transposed(), pass.layer(1).delta());
    return new ScaledMatrix(gradient, pass.layer(1).deltaExponent());
  }

  /** ∂C/∂xˡ = (Wˡ)ᵀ δˡ. */
  private static void pullBackWeights(Network network, int l, Signal x, LayerPass layer) {
    x.gradient().setProduct(network.weights(l).transposed(), layer.delta());
    x.setExponent(layer.deltaExponent());
  }
}
