package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;

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
 * Layers count from 1 to L, xˡ is what Wˡ multiplies: aˡ⁻¹, or what a junction makes of it, through
 * which the gradient then passes between the two factors of (BP2). Examples are columns, m of them.
 * Writes only into the workspace; allocates nothing.
 *
 * @see <a href="http://neuralnetworksanddeeplearning.com/chap2.html">Nielsen, chapter 2</a>
 */
public final class BackPropagation {

  private BackPropagation() {}

  /** Computes δ of every layer and the gradient, after a forward pass over the same workspace. */
  public static void run(Network network, Cost cost, Workspace pass) {
    int depth = network.depth();
    Parameters gradient = pass.gradient();
    double perExample = 1.0 / pass.samples();
    cost.outputDelta(network.activation(depth), pass.output(), pass.targets()); // BP1
    for (int l = depth; l >= 1; l--) {
      LayerPass layer = pass.layer(l);
      if (l < depth) {
        pullBackWeights(network, l + 1, pass.junction(l).to(), pass.layer(l + 1));
        pass.junction(l).pullBack(network, gradient);
        layer.pullBack(network.activation(l)); // BP2
      }
      layer.pullBackNormalization(network, gradient);
      double share = perExample * layer.deltaScale();
      gradient.biases(l).setRowSums(share, layer.delta()); // BP3
      gradient.weights(l).setProduct(share, layer.delta(), pass.x(l).transposed()); // BP4
      layer.finishScaling(gradient.biases(l), gradient.weights(l));
    }
    Junction entrance = pass.entrance();
    if (entrance != null) {
      pullBackWeights(network, 1, entrance.to(), pass.layer(1));
      entrance.pullBack(network, gradient);
    }
  }

  /** ∂C/∂xˡ = (Wˡ)ᵀ δˡ. */
  private static void pullBackWeights(Network network, int l, Signal x, LayerPass layer) {
    x.gradient().setProduct(network.weights(l).transposed(), layer.delta());
    x.setExponent(layer.deltaExponent());
  }
}
