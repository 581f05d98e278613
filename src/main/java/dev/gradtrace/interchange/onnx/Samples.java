package dev.gradtrace.interchange.onnx;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values of a function of z, by which it is told.
 *
 * @param points z, those of {@link #POINTS} first; the array must not be changed
 * @param values at these points
 */
record Samples(double[] points, double[] values) {

  /**
   * A z that stands for −∞: all functions have reached their limit, and no common form overflows.
   */
  static final double FAR = -700;

  static final int AT_FAR = 0;
  static final int AT_ZERO = 2;
  static final int AT_ONE = 3;
  static final int AT_MINUS_ONE = 4;

  /** The last of the evenly spaced points, which lie 0.41 apart. */
  static final int AT_LAST = 44;

  /** The points z at which all functions are compared; the array must not be changed. */
  static final double[] POINTS =
      DoubleStream.concat(
              DoubleStream.concat(
                  DoubleStream.of(FAR, -30, 0, 1, -1),
                  IntStream.range(0, 40).mapToDouble(i -> -8 + i * 0.41)),
              powers())
          .distinct()
          .toArray();

  /** Beyond it exponentials of 32 bits overflow. */
  private static final double OVERFLOWING = 88;

  /** Constants such as √2 may have been rounded to 32 bits. */
  private static final double TOLERANCE = 1e-6;

  /** What cancellation may leave of numbers of 64 bits. */
  private static final double ABSOLUTE = 1e-9;

  /** ±10⁻⁶ … ±10³⁰: a bound beyond them is none. */
  private static DoubleStream powers() {
    return IntStream.rangeClosed(-6, 30)
        .mapToDouble(power -> Double.parseDouble("1e" + power))
        .flatMap(z -> DoubleStream.of(z, -z));
  }

  /** The samples of a function at {@link #POINTS} and others. */
  static Samples of(DoubleUnaryOperator function, Collection<Double> others) {
    double[] points =
        DoubleStream.concat(Arrays.stream(POINTS), others.stream().mapToDouble(z -> z))
            .distinct()
            .toArray();
    return new Samples(points, Arrays.stream(points).map(function).toArray());
  }

  double at(int index) {
    return values[index];
  }

  Samples over(double divisor) {
    return new Samples(points, Arrays.stream(values).map(value -> value / divisor).toArray());
  }

  /**
   * Whether the values are those of {@code function}. Where a spelling of it may overflow, it need
   * not be a number.
   */
  boolean are(DoubleUnaryOperator function) {
    for (int i = 0; i < points.length; i++) {
      boolean overflows = !Double.isFinite(values[i]) && Math.abs(points[i]) > OVERFLOWING;
      double expected = function.applyAsDouble(points[i]);
      double most = ABSOLUTE + TOLERANCE * Math.abs(expected);
      if (!overflows && !(Double.isFinite(expected) && Math.abs(values[i] - expected) <= most)) {
        return false;
      }
    }
    return true;
  }
}
