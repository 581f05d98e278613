package dev.gradtrace.gradient.distribution;

/** The tensors of a layer whose distribution is recorded; biases, γ and β are not. */
public enum Tensor {
  /** W, before the update. */
  WEIGHTS("weights"),
  /** ∂C/∂W, the mean over the batch, without the penalty of weights. */
  WEIGHT_GRADIENT("weightGradient"),
  /** δ = m·∂C/∂z of every sample. */
  DELTA("delta"),
  /** z of every sample. */
  PREACTIVATION("preactivation"),
  /** a of every sample, the output of the layer. */
  ACTIVATION("activation"),
  /** W after the update, minus W before. */
  UPDATE("update");

  private final String label;

  Tensor(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
