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
 * Recognises an activation by its values: exporters write the same one as one operator or as a
 * dozen.
 */
final class KnownActivations {

  /**
   * A z that stands for −∞: all functions have reached their limit, and no common form overflows.
   */
  private static final double FAR = -700;

  private static final int[] LANDMARKS = {0, 1, -1};

  /** The points z at which functions are compared; the array must not be changed. */
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

  /** Constants such as √2 may have been rounded to 32 bits. */
  private static final double TOLERANCE = 1e-6;

  private static final List<Elementwise> PLAIN =
      Arrays.stream(Elementwise.values()).filter(sigma -> sigma != Elementwise.LINEAR).toList();

  private KnownActivations() {}

  /** The linear function p·z + q. */
  record Line(double p, double q) {}

  /**
   * The linear function with these values; empty if there is none.
   *
   * @param values of the function at {@link #POINTS}
   */
  static Optional<Line> line(double[] values) {
    double q = values[AT_ZERO];
    double p = values[AT_ONE] - q;
    return computes(values, z -> p * z + q) ? Optional.of(new Line(p, q)) : Optional.empty();
  }

  /**
   * The nonlinear activation with these values; empty if it is not known.
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
   * The factor c of a function c·σ(z) or c·z; 1 for other functions.
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

  /** 1 if the function is σ(z), −1 if it is σ(−z), else 0. */
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
