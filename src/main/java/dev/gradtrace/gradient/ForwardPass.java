package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;

/**
 * What the network makes of a batch.
 *
 * <pre>
 *   zˡ = Wˡ aˡ⁻¹ + bˡ
 *   aˡ = σ(zˡ)
 * </pre>
 */
public final class ForwardPass {

  private ForwardPass() {}

  /** Computes z, a and σ′ of every layer from the inputs in the workspace; allocates nothing. */
  public static void run(Network network, Workspace pass) {
    for (int l = 1; l <= network.depth(); l++) {
      LayerPass layer = pass.layer(l);
      layer.z().setProduct(network.weights(l), pass.a(l - 1));
      layer.z().addToColumns(network.biases(l));
      network.activation(l).apply(layer.z(), layer.a(), layer.slope());
    }
  }
}
