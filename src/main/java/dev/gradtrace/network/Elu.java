package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.validation.InvalidSpec;

/**
 * z for z > 0, else α(eᶻ − 1) (Clevert et al. 2016).
 *
 * @param alpha minus the limit for z → −∞, finite
 */
public record Elu(double alpha) implements Activation.OfOneNeuron {

  public static final double DEFAULT_ALPHA = 1.0;

  public Elu {
    InvalidSpec.unless(Double.isFinite(alpha), "alpha", "must be finite, was %s", alpha);
  }

  @Override
  public String label() {
    return "elu";
  }

  @Override
  public void apply(Matrix z, Matrix a, Matrix slope) {
    Pointwise.elu(1, alpha, z, a, slope);
  }

  @Override
  public double curvature(double z) {
    return z > 0 ? 0 : Pointwise.eluSlope(1, alpha, z);
  }

  @Override
  public double jump() {
    return 1 - alpha;
  }

  @Override
  public double continued(double z, boolean asAbove) {
    return Pointwise.eluPiece(1, alpha, z, asAbove);
  }

  @Override
  public boolean isRectifier() {
    return true;
  }
}
