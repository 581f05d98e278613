package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A signal on its way through the network: its value on a batch of m samples, and the gradient of
 * the cost with respect to it, per sample, without 1/m.
 *
 * <p>The gradient carries an exponent, so that a thousand layers neither underflow nor overflow:
 * the true one is {@code gradient}·2^{@code exponent}.
 */
final class Signal {

  /** Exponents of a gradient beyond which it is rescaled; far from the ends, for products. */
  private static final int EXPONENT_RANGE = 64;

  /** Its fields, and the header of an array, about. */
  private static final long BYTES_OF_FRAME = 60;

  private final Matrix value;
  private final Matrix gradient;
  private final double[] squares;
  private @Nullable Matrix valueTangent;
  private @Nullable Matrix gradientTangent;
  private int exponent;
  private double norm;

  private Signal(Matrix value, int samples) {
    this.value = value;
    this.gradient = Matrix.zeros(value.rows(), samples);
    this.squares = new double[samples];
  }

  static Signal of(int units, int samples) {
    return new Signal(Matrix.zeros(units, samples), samples);
  }

  /** A signal with a given value, maybe that of another whose gradient differs. */
  static Signal carrying(Matrix value, int samples) {
    return new Signal(value, samples);
  }

  /** Bytes that it takes, about. */
  static long bytes(long units, long samples) {
    return 2 * Matrix.bytes(units, samples) + samples * Double.BYTES + BYTES_OF_FRAME;
  }

  /** n×m. */
  Matrix value() {
    return value;
  }

  /** n×m, to be multiplied by 2^{@link #exponent()}. */
  Matrix gradient() {
    return gradient;
  }

  /** The power of two that belongs to {@link #gradient()}. */
  int exponent() {
    return exponent;
  }

  /** ‖gradient‖² of every sample, without the exponent, once it was accepted. */
  double[] squares() {
    return squares;
  }

  /** ‖gradient‖_F without the exponent, once it was accepted. */
  double norm() {
    return norm;
  }

  /** ‖gradient‖_F without the exponent, whether it was accepted or only computed. */
  double measuredNorm() {
    return gradient.norm();
  }

  /** The gradient has been computed, to be multiplied by 2^{@code exponent}. */
  void setExponent(int exponent) {
    this.exponent = exponent;
  }

  /** Moves a power of two from the exponent into the gradient: the same gradient, 2⁻ᵏ as large. */
  void shift(int k) {
    if (k != 0) {
      gradient.scaleByPowerOfTwo(-k);
      gradient.copySquaresOfColumns(squares);
      norm = gradient.norm(squares);
      exponent += k;
    }
  }

  /** Takes the gradient as it has been computed, to be multiplied by 2^{@code exponent}. */
  void accept(int exponent) {
    gradient.copySquaresOfColumns(squares);
    acceptWithSquares(exponent);
  }

  /**
   * Takes a gradient whose {@link #squares} are there: gives it the exponent of what it was
   * computed from, and moves what is left of it to there.
   */
  void acceptWithSquares(int exponent) {
    this.exponent = exponent;
    norm = gradient.norm(squares);
    int magnitude = Math.getExponent(norm);
    if (Math.abs(magnitude) > EXPONENT_RANGE && norm > 0 && norm <= Double.MAX_VALUE) {
      gradient.scaleByPowerOfTwo(-magnitude);
      gradient.copySquaresOfColumns(squares);
      norm = Math.scalb(norm, -magnitude);
      this.exponent += magnitude;
    }
  }

  /** Puts the exponent into the gradient, which is 0 where it underflows. */
  void settle() {
    gradient.scaleByPowerOfTwo(exponent);
    exponent = 0;
  }

  /** How the value changes along a direction of the parameters. */
  Matrix valueTangent() {
    valueTangent = fitting(valueTangent);
    return valueTangent;
  }

  /** How the gradient changes along a direction of the parameters. */
  Matrix gradientTangent() {
    gradientTangent = fitting(gradientTangent);
    return gradientTangent;
  }

  private Matrix fitting(@Nullable Matrix tangent) {
    return tangent != null && tangent.columns() == value.columns()
        ? tangent
        : Matrix.zeros(value.rows(), value.columns());
  }

  void narrowTo(int samples) {
    value.narrowTo(samples);
    gradient.narrowTo(samples);
  }
}
