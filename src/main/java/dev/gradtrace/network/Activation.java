package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import java.util.OptionalDouble;

/**
 * The function σ of a layer, which turns preactivations z into activations a = σ(z), together with
 * its derivative.
 */
public sealed interface Activation permits Activation.OfOneNeuron, Softmax {

  /** The name in requests and responses, as in Keras or PyTorch. */
  String label();

  /**
   * a = σ(z) and σ′(z) for a batch.
   *
   * @param z preactivations, n×m
   * @param a receives the activations, n×m
   * @param slope receives σ′(z), n×m; for softmax the diagonal of the Jacobian
   */
  void apply(Matrix z, Matrix a, Matrix slope);

  /**
   * Back-propagates through σ (part of BP2): δ = Jσ(z)ᵀ·∂C/∂a.
   *
   * @param a activations and {@code slope} derivatives as {@link #apply} left them
   * @param v ∂C/∂a, n×m
   * @param delta receives ∂C/∂z, n×m
   * @param vSquares receives ‖v‖² of every sample
   * @param deltaSquares receives ‖δ‖² of every sample
   */
  default void pullBack(
      Matrix a, Matrix slope, Matrix v, Matrix delta, double[] vSquares, double[] deltaSquares) {
    delta.setElementProduct(slope, v, deltaSquares, vSquares);
  }

  /**
   * Whether a lies in (0, 1) and σ′ = a(1 − a), so that 1 − a = σ′/a is exact where a rounds to 1.
   */
  default boolean isProbability() {
    return false;
  }

  /** The largest σ′ of a bounded activation, whose ends saturate; empty for the unbounded. */
  default OptionalDouble saturatingSlope() {
    return OptionalDouble.empty();
  }

  /** Whether this is of the rectifier family, whose units die when σ′ is 0 on every sample. */
  default boolean isRectifier() {
    return false;
  }

  /**
   * The tangent of the activations: a′ = Jσ(z)·z′.
   *
   * @param a activations and {@code slope} derivatives as {@link #apply} left them
   * @param zTangent tangent z′ of z, n×m
   * @param aTangent receives a′, n×m
   */
  default void pushForward(Matrix a, Matrix slope, Matrix zTangent, Matrix aTangent) {
    aTangent.setElementProduct(slope, zTangent);
  }

  /**
   * Adds the tangent of Jσ(z)ᵀ·v for constant v: σ″(z)·v·z′ for elementwise activations.
   *
   * @param z preactivations, with activations and derivatives as {@link #apply} left them
   * @param v ∂C/∂a, n×m
   * @param zTangent tangent z′ of z, n×m
   * @param sum the tangent is added to it, n×m
   */
  void addPullBackTangent(Matrix z, Matrix a, Matrix slope, Matrix v, Matrix zTangent, Matrix sum);

  /** An activation that is applied to each neuron separately. */
  sealed interface OfOneNeuron extends Activation permits Elementwise, LeakyRelu, Elu {

    /** σ″(z) of one neuron; 0 at a kink. */
    double curvature(double z);

    /** The jump of σ′ at 0, σ′(0+) − σ′(0); 0 if σ has no kink. */
    double jump();

    /**
     * The smooth branch of σ for z > 0 or for z ≤ 0, continued beyond 0; σ itself unless {@link
     * #isRectifier}.
     */
    double continued(double z, boolean asAbove);

    @Override
    default void addPullBackTangent(
        Matrix z, Matrix a, Matrix slope, Matrix v, Matrix zTangent, Matrix sum) {
      for (int j = 0; j < z.columns(); j++) {
        for (int i = 0; i < z.rows(); i++) {
          double change = curvature(z.at(i, j)) * zTangent.at(i, j);
          sum.set(i, j, Math.fma(change, v.at(i, j), sum.at(i, j)));
        }
      }
    }
  }
}
