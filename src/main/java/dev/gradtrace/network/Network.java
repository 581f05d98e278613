package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;

/**
 * A network: its architecture and its current parameters.
 *
 * @param spec the architecture
 * @param parameters parameters of the shapes of {@code spec}; training changes them in place
 */
public record Network(NetworkSpec spec, Parameters parameters) {

  /** A network with initial parameters drawn from a seed. */
  public static Network initial(NetworkSpec spec, long seed) {
    return new Network(spec, Parameters.initial(spec, seed));
  }

  /** L, the number of layers after the input. */
  public int depth() {
    return spec.depth();
  }

  /** σ of layer {@code l}. */
  public Activation activation(int l) {
    return spec.layer(l).activation();
  }

  /** Wˡ, nˡ×nˡ⁻¹. */
  public Matrix weights(int l) {
    return parameters.weights(l);
  }

  /** bˡ, nˡ×1. */
  public Matrix biases(int l) {
    return parameters.biases(l);
  }
}
