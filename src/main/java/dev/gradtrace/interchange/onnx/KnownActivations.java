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
import java.util.stream.Stream;

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

  /** Of a factor that was divided by itself. */
  private static final double ROUNDING = 1e-13;

  private static final List<Elementwise> PLAIN =
      Arrays.stream(Elementwise.values()).filter(sigma -> sigma != Elementwise.LINEAR).toList();

  private KnownActivations() {}

  /** The linear function p·z + q. */
  record Line(double p, double q) {

    static final Line IDENTITY = new Line(1, 0);
  }

  /** behind(σ(before(z))). */
  record Stretched(Activation activation, Line before, Line behind) {

    static Stretched of(Activation activation, double before, double factor, double term) {
      double one = Math.abs(factor - 1) < ROUNDING ? 1 : factor;
      return new Stretched(activation, new Line(before, 0), new Line(one, term));
    }
  }

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
   * The activation, factors and term of a function c·σ(a·z) + d, such as softplus(2z)/2,
   * 1.7159·tanh(2z/3) or z·sigmoid(1.702z); empty for other functions.
   *
   * @param values of the function at {@link #POINTS}
   */
  static Optional<Stretched> stretched(double[] values) {
    double far = values[AT_FAR];
    double middle = values[AT_ZERO];
    double up = values[AT_ONE] - middle;
    double across = values[AT_ONE] - values[AT_MINUS_ONE];
    double depth = middle - far;
    double softplus = depth / Elementwise.SOFTPLUS.value(0);
    double silu = Math.log(up / (across - up));
    double exponential = Math.log1p(up / depth);
    double elu = -Math.log1p((values[AT_MINUS_ONE] - middle) / depth);
    double slope = (middle - values[AT_MINUS_ONE]) / up;
    return Stream.of(
            Stretched.of(
                Elementwise.SOFTPLUS,
                Math.log(Math.expm1((values[AT_ONE] - far) / softplus)),
                softplus,
                far),
            Stretched.of(Elementwise.SILU, silu, across / silu, middle),
            Stretched.of(Elementwise.TANH, atanh(up / depth), depth, middle),
            Stretched.of(Elementwise.SIGMOID, 2 * atanh(up / depth), 2 * depth, far),
            Stretched.of(Elementwise.EXPONENTIAL, exponential, depth, far),
            Stretched.of(Elementwise.GELU, 1, up / Elementwise.GELU.value(1), middle),
            up > 0
                ? Stretched.of(rectifier(slope), up, 1, middle)
                : Stretched.of(rectifier(slope), 1, up, middle),
            Stretched.of(new Elu(orZero(depth * elu / up)), elu, up / elu, middle))
        .filter(one -> isFinite(one) && computes(values, value(one)))
        .findFirst();
  }

  /**
   * The activation and the line of a function σ(a·z + b), b not 0; empty for other functions.
   *
   * @param values of the function at {@link #POINTS}
   */
  static Optional<Stretched> shifted(double[] values) {
    int last = POINTS.length - 1;
    double rise = (values[last] - values[last - 1]) / (POINTS[last] - POINTS[last - 1]);
    double fall = (values[AT_FAR + 1] - values[AT_FAR]) / (POINTS[AT_FAR + 1] - FAR);
    return Stream.of(
            shifted(Elementwise.TANH, values, KnownActivations::atanh),
            shifted(Elementwise.SIGMOID, values, a -> Math.log(a) - Math.log1p(-a)),
            shifted(Elementwise.SOFTPLUS, values, a -> Math.log(Math.expm1(a))),
            shifted(Elementwise.RELU, new Line(rise, values[last] - rise * POINTS[last])),
            shifted(Elementwise.RELU, new Line(fall, values[AT_FAR] - fall * FAR)))
        .filter(one -> isFinite(one) && computes(values, value(one)))
        .findFirst();
  }

  private static Stretched shifted(
      Elementwise sigma, double[] values, DoubleUnaryOperator inverse) {
    double b = inverse.applyAsDouble(values[AT_ZERO]);
    return shifted(sigma, new Line(inverse.applyAsDouble(values[AT_ONE]) - b, b));
  }

  private static Stretched shifted(Elementwise sigma, Line before) {
    return new Stretched(sigma, before, Line.IDENTITY);
  }

  private static DoubleUnaryOperator value(Activation sigma) {
    if (sigma instanceof LeakyRelu leaky) {
      return z -> z > 0 ? z : leaky.negativeSlope() * z;
    }
    return sigma instanceof Elu elu
        ? z -> z > 0 ? z : elu.alpha() * Math.expm1(z)
        : ((Elementwise) sigma)::value;
  }

  private static Activation rectifier(double slope) {
    return slope == 0 ? Elementwise.RELU : new LeakyRelu(orZero(slope));
  }

  private static double orZero(double parameter) {
    return Double.isFinite(parameter) ? parameter : 0;
  }

  private static double atanh(double x) {
    return (Math.log1p(x) - Math.log1p(-x)) / 2;
  }

  private static boolean isFinite(Stretched one) {
    return Double.isFinite(one.before().p())
        && Double.isFinite(one.behind().p())
        && Double.isFinite(one.behind().q());
  }

  private static DoubleUnaryOperator value(Stretched one) {
    DoubleUnaryOperator sigma = value(one.activation());
    Line before = one.before();
    Line behind = one.behind();
    return z -> behind.p() * sigma.applyAsDouble(before.p() * z + before.q()) + behind.q();
  }

  /**
   * The factor c of a function c·σ(a·z) or c·z; 1 for other functions.
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
    return find(over(values, values[AT_ONE])).isPresent()
        ? values[AT_ONE]
        : stretched(values)
            .map(Stretched::behind)
            .filter(behind -> behind.q() == 0)
            .map(Line::p)
            .orElse(1.0);
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
