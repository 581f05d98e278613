package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.MatrixView;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Exact products of the Hessian of the batch-mean cost with directions, by Pearlmutter's R-operator
 * (1994): every line of the forward pass and of back-propagation is differentiated along the
 * direction. A prime marks the derivative.
 *
 * <pre>
 *   z′ˡ      = Vˡ xˡ + Wˡ x′ˡ + vˡ
 *   s′ˡ      = Jσ z′ˡ
 *   δ′ᴸ      = ∂²C/∂z∂a · a′ᴸ
 *   δ′ˡ      = Jσᵀ((Vˡ⁺¹)ᵀ δˡ⁺¹ + (Wˡ⁺¹)ᵀ δ′ˡ⁺¹) + σ″ z′ ⊙ ∂C/∂s
 *   (H·v)_Wˡ = (δ′ˡ (xˡ)ᵀ + δˡ (x′ˡ)ᵀ)/m
 *   (H·v)_bˡ = mean of δ′ˡ
 * </pre>
 *
 * V and v are the direction's weights and biases. Where σ or the cost has a kink, its second
 * derivative counts as 0 there.
 */
public final class HessianProduct {

  private final Network network;
  private final Cost cost;
  private final Workspace pass;
  private final double penalty;

  /**
   * @param pass a workspace after back-propagation; the exponents of its gradients are applied
   * @param penalty λ/n of the term (λ/2n)‖w‖², 0 for none
   */
  public HessianProduct(Network network, Cost cost, Workspace pass, double penalty) {
    this.network = network;
    this.cost = cost;
    this.pass = pass;
    this.penalty = penalty;
    pass.settle();
  }

  /** Approximate bytes of products, besides the workspace and the two vectors. */
  public static long bytes(NetworkSpec spec, long samples) {
    long largest = 0;
    for (int l = 1; l <= spec.depth(); l++) {
      largest = Math.max(largest, Matrix.bytes(spec.width(l), spec.width(l - 1)));
    }
    return largest + Workspace.bytes(spec, samples);
  }

  /**
   * Approximate cost of a product in multiplications: per weight and sample two forwards and four
   * backwards; one each in layer 1, since the inputs are constant.
   */
  public static long multiplications(NetworkSpec spec, long samples) {
    return samples * (6 * spec.parameterCount() - 4 * spec.parameterCount(1));
  }

  /**
   * H·v.
   *
   * @param direction v, of the shapes of the parameters
   * @param product receives H·v for all trainable parameters
   */
  public void apply(Parameters direction, Parameters product) {
    forward(direction);
    cost.outputDeltaTangent(network.activation(network.depth()), pass);
    backward(direction, product);
    for (int l = 1; l <= network.depth(); l++) {
      product.weights(l).add(penalty, direction.weights(l));
    }
  }

  private void forward(Parameters direction) {
    Junction entrance = pass.entrance();
    if (entrance != null) {
      entrance.forwardTangent(network, direction);
    }
    for (int l = 1; l <= network.depth(); l++) {
      LayerPass layer = pass.layer(l);
      Matrix tangent = layer.zSignal().valueTangent();
      tangent.setProduct(direction.weights(l), pass.x(l));
      Signal x = signal(l);
      if (x != null) {
        addProduct(network.weights(l), x.valueTangent(), tangent);
      }
      tangent.addToColumns(direction.biases(l));
      layer.activateTangent(network, direction, network.activation(l));
      pass.junction(l).forwardTangent(network, direction);
    }
  }

  private void backward(Parameters direction, Parameters product) {
    double share = 1.0 / pass.samples();
    for (int l = network.depth(); l >= 1; l--) {
      LayerPass layer = pass.layer(l);
      if (l < network.depth()) {
        pullBackWeights(l + 1, pass.junction(l).to(), direction);
        pass.junction(l).pullBackTangent(network, direction, product);
        layer.pullBackTangent(network.activation(l));
      }
      layer.pullBackNormalizationTangent(network, direction, product);
      Matrix tangent = layer.zSignal().gradientTangent();
      product.biases(l).setRowSums(share, tangent);
      product.weights(l).setProduct(share, tangent, pass.x(l).transposed());
      Signal x = signal(l);
      if (x != null) {
        Matrix rest = Matrix.zeros(network.spec().width(l), network.spec().width(l - 1));
        rest.setProduct(share, layer.delta(), x.valueTangent().transposed());
        product.weights(l).add(1, rest);
      }
    }
    Junction entrance = pass.entrance();
    if (entrance != null) {
      pullBackWeights(1, entrance.to(), direction);
      entrance.pullBackTangent(network, direction, product);
    }
  }

  /** (Vˡ)ᵀδˡ + (Wˡ)ᵀδ′ˡ. */
  private void pullBackWeights(int l, Signal x, Parameters direction) {
    Signal z = pass.layer(l).zSignal();
    x.gradientTangent().setProduct(direction.weights(l).transposed(), z.gradient());
    addProduct(network.weights(l).transposed(), z.gradientTangent(), x.gradientTangent());
  }

  private static void addProduct(MatrixView a, Matrix b, Matrix sum) {
    Matrix product = Matrix.zeros(sum.rows(), sum.columns());
    product.setProduct(a, b);
    sum.add(1, product);
  }

  /** The input of Wˡ; null for the inputs of the network, which are constant. */
  private @Nullable Signal signal(int l) {
    if (l > 1) {
      return pass.junction(l - 1).to();
    }
    Junction entrance = pass.entrance();
    return entrance == null ? null : entrance.to();
  }
}
