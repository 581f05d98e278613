package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import java.util.OptionalDouble;

/** eᶻ/Σeᶻ over the units of a layer; its units depend on each other. */
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
  public void pushForward(Matrix a, Matrix slope, Matrix zTangent, Matrix aTangent) {
    Pointwise.softmaxPullBack(a, zTangent, aTangent);
  }

  /** a′ᵢ(vᵢ − Σⱼ aⱼvⱼ) − aᵢ Σⱼ a′ⱼvⱼ, a′ᵢ = aᵢ(z′ᵢ − Σⱼ aⱼz′ⱼ). */
  @Override
  public void addPullBackTangent(
      Matrix z, Matrix a, Matrix slope, Matrix v, Matrix zTangent, Matrix sum) {
    for (int j = 0; j < a.columns(); j++) {
      double along = 0;
      double alongTangent = 0;
      for (int i = 0; i < a.rows(); i++) {
        along = Math.fma(a.at(i, j), v.at(i, j), along);
        alongTangent = Math.fma(a.at(i, j), zTangent.at(i, j), alongTangent);
      }
      double change = 0;
      for (int i = 0; i < a.rows(); i++) {
        change = Math.fma(a.at(i, j) * (zTangent.at(i, j) - alongTangent), v.at(i, j), change);
      }
      for (int i = 0; i < a.rows(); i++) {
        double centred = (zTangent.at(i, j) - alongTangent) * (v.at(i, j) - along);
        sum.set(i, j, Math.fma(a.at(i, j), centred - change, sum.at(i, j)));
      }
    }
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
