package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A signal in the network: its value for a batch of m samples, and the gradient of the cost with
 * respect to it, per sample, without 1/m.
 *
 * <p>The gradient has an exponent, so that it does not underflow or overflow even over a thousand
 * layers: its true value is {@code gradient}·2^{@code exponent}.
 */
final class Signal {

  /**
   * Magnitude of the gradient's binary exponent beyond which it is rescaled; small enough for
   * products.
   */
  private static final int EXPONENT_RANGE = 64;

  /** Approximate bytes of the object and the header of an array. */
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

  /**
   * A signal with a given value, which may be shared with another signal that has another gradient.
   */
  static Signal carrying(Matrix value, int samples) {
    return new Signal(value, samples);
  }

  /** Approximate bytes of a signal. */
  static long bytes(long units, long samples) {
    return 2 * Matrix.bytes(units, samples) + samples * Double.BYTES + BYTES_OF_FRAME;
  }

  /** The value, n×m. */
  Matrix value() {
    return value;
  }

  /** The gradient, n×m, without the factor 2^{@link #exponent()}. */
  Matrix gradient() {
    return gradient;
  }

  /** The exponent of {@link #gradient()}. */
  int exponent() {
    return exponent;
  }

  /** ‖gradient‖² of every sample without the exponent; valid after {@link #accept}. */
  double[] squares() {
    return squares;
  }

  /** ‖gradient‖_F without the exponent; valid after {@link #accept}. */
  double norm() {
    return norm;
  }

  /** ‖gradient‖_F without the exponent, computed anew. */
  double measuredNorm() {
    return gradient.norm();
  }

  /** Sets the exponent of the gradient. */
  void setExponent(int exponent) {
    this.exponent = exponent;
  }

  /** Returns {@code value}·2^{@code exponent}. */
  static double times(double value, int exponent) {
    return exponent == 0 ? value : Math.scalb(value, exponent);
  }

  /**
   * Multiplies the gradient by 2⁻ᵏ and adds k to the exponent, which leaves its true value
   * unchanged.
   */
  void shift(int k) {
    if (k != 0) {
      gradient.scaleByPowerOfTwo(-k);
      gradient.copySquaresOfColumns(squares);
      norm = gradient.norm(squares);
      exponent += k;
    }
  }

  /**
   * Accepts the gradient after it was computed without the factor 2^{@code exponent}: computes
   * norms, and rescales it if needed.
   */
  void accept(int exponent) {
    gradient.copySquaresOfColumns(squares);
    acceptWithSquares(exponent);
  }

  /** Like {@link #accept}, with {@link #squares} already computed. */
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

  /** Applies the exponent to the gradient, which becomes 0 where it underflows. */
  void settle() {
    gradient.scaleByPowerOfTwo(exponent);
    exponent = 0;
  }

  /** The tangent of the value along a direction of the parameters. */
  Matrix valueTangent() {
    valueTangent = fitting(valueTangent);
    return valueTangent;
  }

  /** The tangent of the gradient along a direction of the parameters. */
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
