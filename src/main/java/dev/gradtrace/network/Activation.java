package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import java.util.OptionalDouble;

/**
 * The function σ of a layer, which turns preactivations z into activations a = σ(z), together with
 * its derivative.
 */
public sealed interface Activation permits Activation.OfOneNeuron, Softmax {

  /** The name in the contract, as Keras and PyTorch users know it. */
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
   * δ = Jσ(z)ᵀ·∂C/∂a, the step of back-propagation (BP2) through σ.
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
   * a′ = Jσ(z)·z′: how the activations change when z does.
   *
   * @param a activations and {@code slope} derivatives as {@link #apply} left them
   * @param zTangent the change of z, n×m
   * @param aTangent receives that of a
   */
  default void pushForward(Matrix a, Matrix slope, Matrix zTangent, Matrix aTangent) {
    aTangent.setElementProduct(slope, zTangent);
  }

  /**
   * Adds how Jσ(z)ᵀ·v changes when z does and v does not: σ″(z)·v·z′ for each neuron alone.
   *
   * @param z preactivations, with activations and derivatives as {@link #apply} left them
   * @param v ∂C/∂a, n×m
   * @param zTangent the change of z, n×m
   * @param sum receives it in addition
   */
  void addPullBackTangent(Matrix z, Matrix a, Matrix slope, Matrix v, Matrix zTangent, Matrix sum);

  /** An activation that treats every neuron alone. */
  sealed interface OfOneNeuron extends Activation permits Elementwise, LeakyRelu, Elu {

    /** σ″(z) of one neuron; 0 at a kink. */
    double curvature(double z);

    /** σ′ just above 0 less σ′(0); 0 where σ has no kink. */
    double jump();

    /**
     * σ of one neuron, continued beyond 0 as it is above, or as it is below: two smooth functions
     * where {@link #isRectifier}, σ itself elsewhere.
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
