package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LeakyRelu;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Tells an activation by what it computes: exporters write the same one in many ways, as one
 * operator or as a dozen.
 */
final class KnownActivations {

  /** Where z → −∞ has ended for all of them, without overflow in any form they are written in. */
  private static final double FAR = -700;

  private static final int[] LANDMARKS = {0, 1, -1};

  /** The points z at which functions are compared; not to be changed. */
  static final double[] POINTS =
      DoubleStream.concat(
              DoubleStream.of(FAR, -30),
              DoubleStream.concat(
                  IntStream.of(LANDMARKS).mapToDouble(z -> z),
                  IntStream.range(0, 40).mapToDouble(i -> -8 + i * 0.41)))
          .toArray();

  private static final int AT_FAR = 0;
  private static final int AT_ZERO = 2;
  private static final int AT_ONE = 3;
  private static final int AT_MINUS_ONE = 4;

  /** Constants such as √2 may have been written in 32 bits. */
  private static final double TOLERANCE = 1e-6;

  private static final List<Elementwise> PLAIN =
      Arrays.stream(Elementwise.values()).filter(sigma -> sigma != Elementwise.LINEAR).toList();

  private KnownActivations() {}

  /** A straight line p·z + q. */
  record Line(double p, double q) {}

  /**
   * The line that a function is, if it is one.
   *
   * @param values of the function at {@link #POINTS}
   */
  static Optional<Line> line(double[] values) {
    double q = values[AT_ZERO];
    double p = values[AT_ONE] - q;
    return computes(values, z -> p * z + q) ? Optional.of(new Line(p, q)) : Optional.empty();
  }

  /**
   * The activation that a function is, if it is one and not linear.
   *
   * @param values of the function at {@link #POINTS}
   */
  static Optional<Activation> find(double[] values) {
    for (Elementwise sigma : PLAIN) {
      if (computes(values, sigma::value)) {
        return Optional.of(sigma);
      }
    }
    double slope = -values[AT_MINUS_ONE];
    if (computes(values, z -> z > 0 ? z : slope * z)) {
      return Optional.of(new LeakyRelu(slope));
    }
    double alpha = -values[AT_FAR];
    return computes(values, z -> z > 0 ? z : alpha * Math.expm1(z))
        ? Optional.of(new Elu(alpha))
        : Optional.empty();
  }

  /**
   * What an activation is multiplied with, or z itself; 1 where a function is neither.
   *
   * @param values of the function at {@link #POINTS}
   */
  static double factor(double[] values) {
    Optional<Line> line = line(values);
    if (line.isPresent()) {
      return line.get().q() == 0 ? line.get().p() : 1;
    }
    if (find(values).isPresent()) {
      return 1;
    }
    for (Elementwise sigma : PLAIN) {
      double factor = values[AT_ONE] / sigma.value(1);
      if (computes(over(values, factor), sigma::value)) {
        return factor;
      }
    }
    return find(over(values, values[AT_ONE])).isPresent() ? values[AT_ONE] : 1;
  }

  private static double[] over(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value / factor).toArray();
  }

  /** 1 for σ(z), −1 for σ(−z), 0 for any other function. */
  static double sign(double[] values, Elementwise sigma) {
    return computes(values, sigma::value) ? 1 : computes(values, z -> sigma.value(-z)) ? -1 : 0;
  }

  static boolean computes(double[] values, DoubleUnaryOperator function) {
    for (int i = 0; i < POINTS.length; i++) {
      double expected = function.applyAsDouble(POINTS[i]);
      if (!(Math.abs(values[i] - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
        return false;
      }
    }
    return true;
  }
}
