package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import java.util.function.IntConsumer;

/**
 * The forward pass of a batch.
 *
 * <pre>
 *   zˡ   = Wˡ xˡ + bˡ
 *   sˡ   = σ(zˡ), or σ(N(zˡ))
 *   xˡ⁺¹ = sˡ, or the result of norms, masks and skips
 * </pre>
 */
public final class ForwardPass {

  private ForwardPass() {}

  /** Computes z, a and σ′ of every layer from the inputs in the workspace; allocates nothing. */
  public static void run(Network network, Workspace pass) {
    run(network, pass, l -> {});
  }

  /**
   * Computes z, a and σ′ of every layer from the inputs in the workspace.
   *
   * @param activated called with the number of each layer after s = σ(u) was computed; may change s
   */
  public static void run(Network network, Workspace pass, IntConsumer activated) {
    pass.enter(network);
    for (int l = 1; l <= network.depth(); l++) {
      LayerPass layer = pass.layer(l);
      layer.z().setProduct(network.weights(l), pass.x(l));
      layer.z().addToColumns(network.biases(l));
      layer.activate(network, network.activation(l));
      activated.accept(l);
      pass.junction(l).forward(network);
    }
  }
}
