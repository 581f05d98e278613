package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.validation.InvalidSpec;

/**
 * z for z > 0, else a multiple of it (Maas et al. 2013).
 *
 * @param negativeSlope the slope for z ≤ 0, finite
 */
public record LeakyRelu(double negativeSlope) implements Activation.OfOneNeuron {

  public static final double DEFAULT_NEGATIVE_SLOPE = 0.01;

  public LeakyRelu {
    InvalidSpec.unless(
        Double.isFinite(negativeSlope), "negativeSlope", "must be finite, was %s", negativeSlope);
  }

  @Override
  public String label() {
    return "leaky_relu";
  }

  @Override
  public void apply(Matrix z, Matrix a, Matrix slope) {
    Pointwise.leakyRelu(negativeSlope, z, a, slope);
  }

  @Override
  public double curvature(double z) {
    return 0;
  }

  @Override
  public double jump() {
    return 1 - negativeSlope;
  }

  @Override
  public double continued(double z, boolean asAbove) {
    return asAbove ? z : negativeSlope * z;
  }

  @Override
  public boolean isRectifier() {
    return true;
  }
}
