package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;

/**
 * The gradient of the cost with respect to every weight and bias.
 *
 * <pre>
 *   δᴸ     = ∂C/∂zᴸ                   (BP1)
 *   δˡ     = Jσ(zˡ)ᵀ · (Wˡ⁺¹)ᵀ δˡ⁺¹   (BP2)
 *   ∂C/∂bˡ = mean of δˡ               (BP3)
 *   ∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ / m           (BP4)
 * </pre>
 *
 * Layers count from 1 to L, a⁰ is the input, examples are columns, m of them. Writes only into the
 * workspace; allocates nothing.
 *
 * @see <a href="http://neuralnetworksanddeeplearning.com/chap2.html">Nielsen, chapter 2</a>
 */
public final class BackPropagation {

  private BackPropagation() {}

  /** Computes δ of every layer and the gradient, after a forward pass over the same workspace. */
  public static void run(Network network, Cost cost, Workspace pass) {
    int depth = network.depth();
    double perExample = 1.0 / pass.samples();
    cost.outputDelta(network.activation(depth), pass.output(), pass.targets()); // BP1
    for (int l = depth; l >= 1; l--) {
      LayerPass layer = pass.layer(l);
      if (l < depth) {
        LayerPass next = pass.layer(l + 1);
        layer.activationGradient().setProduct(network.weights(l + 1).transposed(), next.delta());
        layer.scaleActivationGradientBy(next.deltaExponent());
        layer.pullBack(network.activation(l)); // BP2
      }
      Matrix biasGradient = pass.gradient().biases(l);
      Matrix weightGradient = pass.gradient().weights(l);
      double share = perExample * layer.deltaScale();
      biasGradient.setRowSums(share, layer.delta()); // BP3
      weightGradient.setProduct(share, layer.delta(), pass.a(l - 1).transposed()); // BP4
      layer.finishScaling(biasGradient, weightGradient);
    }
  }
}
