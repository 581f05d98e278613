package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import java.util.OptionalDouble;

/** eᶻ/Σeᶻ over the units of a layer: the activation whose neurons depend on each other. */
public record Softmax() implements Activation {

  @Override
  public String label() {
    return "softmax";
  }

  @Override
  public void apply(Matrix z, Matrix a, Matrix slope) {
    Pointwise.softmax(z, a, slope);
  }

  /** δᵢ = aᵢ(vᵢ − Σⱼ aⱼvⱼ), v = ∂C/∂a: the product with Jᵀ = diag(a) − a·aᵀ without forming it. */
  @Override
  public void pullBack(
      Matrix a, Matrix slope, Matrix v, Matrix delta, double[] vSquares, double[] deltaSquares) {
    Pointwise.softmaxPullBack(a, v, delta);
    v.copySquaresOfColumns(vSquares);
    delta.copySquaresOfColumns(deltaSquares);
  }

  @Override
  public boolean isProbability() {
    return true;
  }

  @Override
  public OptionalDouble saturatingSlope() {
    return OptionalDouble.of(0.25);
  }
}
