package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LeakyRelu;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Recognises an activation by its values: exporters write the same one as one operator or as a
 * dozen.
 */
final class KnownActivations {

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

  /** The linear function with these values; empty if there is none. */
  static Optional<Line> line(Samples samples) {
    double q = samples.at(Samples.AT_ZERO);
    double p = samples.at(Samples.AT_ONE) - q;
    return samples.are(z -> p * z + q) ? Optional.of(new Line(p, q)) : Optional.empty();
  }

  /** The nonlinear activation with these values; empty if it is not known. */
  static Optional<Activation> find(Samples samples) {
    for (Elementwise sigma : PLAIN) {
      if (samples.are(sigma::value)) {
        return Optional.of(sigma);
      }
    }
    double slope = -samples.at(Samples.AT_MINUS_ONE);
    if (samples.are(z -> z > 0 ? z : slope * z)) {
      return Optional.of(new LeakyRelu(slope));
    }
    double alpha = -samples.at(Samples.AT_FAR);
    return samples.are(z -> z > 0 ? z : alpha * Math.expm1(z))
        ? Optional.of(new Elu(alpha))
        : Optional.empty();
  }

  /**
   * The activation, factors and term of a function c·σ(a·z) + d, such as softplus(2z)/2,
   * 1.7159·tanh(2z/3) or z·sigmoid(1.702z); empty for other functions.
   */
  static Optional<Stretched> stretched(Samples samples) {
    double far = samples.at(Samples.AT_FAR);
    double middle = samples.at(Samples.AT_ZERO);
    double up = samples.at(Samples.AT_ONE) - middle;
    double across = samples.at(Samples.AT_ONE) - samples.at(Samples.AT_MINUS_ONE);
    double depth = middle - far;
    double softplus = depth / Elementwise.SOFTPLUS.value(0);
    double silu = Math.log(up / (across - up));
    double exponential = Math.log1p(up / depth);
    double elu = -Math.log1p((samples.at(Samples.AT_MINUS_ONE) - middle) / depth);
    double slope = (middle - samples.at(Samples.AT_MINUS_ONE)) / up;
    return Stream.of(
            Stretched.of(
                Elementwise.SOFTPLUS,
                Math.log(Math.expm1((samples.at(Samples.AT_ONE) - far) / softplus)),
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
        .filter(one -> isFinite(one) && samples.are(value(one)))
        .findFirst();
  }

  /** The activation and the line of a function σ(a·z + b), b not 0; empty for other functions. */
  static Optional<Stretched> shifted(Samples samples) {
    int last = Samples.AT_LAST;
    double rise = slope(samples, last - 1, last);
    double fall = slope(samples, Samples.AT_FAR, Samples.AT_FAR + 1);
    return Stream.of(
            shifted(Elementwise.TANH, samples, KnownActivations::atanh),
            shifted(Elementwise.SIGMOID, samples, a -> Math.log(a) - Math.log1p(-a)),
            shifted(Elementwise.SOFTPLUS, samples, a -> Math.log(Math.expm1(a))),
            shifted(Elementwise.RELU, through(samples, last, rise)),
            shifted(Elementwise.RELU, through(samples, Samples.AT_FAR, fall)))
        .filter(one -> isFinite(one) && samples.are(value(one)))
        .findFirst();
  }

  private static double slope(Samples samples, int i, int k) {
    return (samples.at(k) - samples.at(i)) / (samples.points()[k] - samples.points()[i]);
  }

  private static Line through(Samples samples, int i, double slope) {
    return new Line(slope, samples.at(i) - slope * samples.points()[i]);
  }

  private static Stretched shifted(
      Elementwise sigma, Samples samples, DoubleUnaryOperator inverse) {
    double b = inverse.applyAsDouble(samples.at(Samples.AT_ZERO));
    return shifted(sigma, new Line(inverse.applyAsDouble(samples.at(Samples.AT_ONE)) - b, b));
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

  /** The factor c of a function c·σ(a·z) or c·z; 1 for other functions. */
  static double factor(Samples samples) {
    Optional<Line> line = line(samples);
    if (line.isPresent()) {
      return line.get().q() == 0 ? line.get().p() : 1;
    }
    if (find(samples).isPresent()) {
      return 1;
    }
    for (Elementwise sigma : PLAIN) {
      double factor = samples.at(Samples.AT_ONE) / sigma.value(1);
      if (samples.over(factor).are(sigma::value)) {
        return factor;
      }
    }
    return find(samples.over(samples.at(Samples.AT_ONE))).isPresent()
        ? samples.at(Samples.AT_ONE)
        : stretched(samples)
            .map(Stretched::behind)
            .filter(behind -> behind.q() == 0)
            .map(Line::p)
            .orElse(1.0);
  }

  /** 1 if the function is σ(z), −1 if it is σ(−z), else 0. */
  static double sign(Samples samples, Elementwise sigma) {
    return samples.are(sigma::value) ? 1 : samples.are(z -> sigma.value(-z)) ? -1 : 0;
  }
}
