package dev.gradtrace.interchange.onnx.export;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LeakyRelu;

/**
 * Activations in operators of ONNX that ONNX Runtime computes in 64 bits. It has no double kernels
 * of Elu, Selu, LeakyRelu, Softplus, Erf and Gelu; these are composed of other operators, without
 * overflow or loss of precision at any z.
 *
 * @see <a
 *     href="https://github.com/microsoft/onnxruntime/blob/main/docs/OperatorKernels.md">Operator
 *     kernels</a>
 */
final class OnnxActivations {

  private final OnnxGraph graph;
  private final String z;

  private OnnxActivations(OnnxGraph graph, String z) {
    this.graph = graph;
    this.z = z;
  }

  /** Adds σ(z) to a graph and returns the name of its output. */
  static String add(OnnxGraph graph, Activation activation, String z) {
    OnnxActivations of = new OnnxActivations(graph, z);
    if (activation instanceof LeakyRelu leaky) {
      return of.leakyRelu(leaky.negativeSlope());
    }
    if (activation instanceof Elu elu) {
      return of.elu(elu.alpha());
    }
    return activation instanceof Elementwise plain ? of.plain(plain) : of.node("Softmax", z);
  }

  private String plain(Elementwise activation) {
    return switch (activation) {
      case LINEAR -> z;
      case SIGMOID -> node("Sigmoid", z);
      case TANH -> node("Tanh", z);
      case RELU -> node("Relu", z);
      case SELU -> times(Pointwise.SELU_SCALE, elu(Pointwise.SELU_ALPHA));
      case GELU -> gelu();
      case SILU -> silu();
      case SOFTPLUS -> softplus();
      case EXPONENTIAL -> node("Exp", z);
    };
  }

  /** max(z, 0) + slope·min(z, 0). */
  private String leakyRelu(double slope) {
    return node("Add", node("Relu", z), times(slope, negativePart()));
  }

  /**
   * max(z, 0) + α(eᵐ − 1), m = min(z, 0), where eᵐ − 1 = tanh(m/2)·(eᵐ + 1) without cancellation.
   */
  private String elu(double alpha) {
    String m = negativePart();
    String expm1 = node("Mul", node("Tanh", times(0.5, m)), plus(1, node("Exp", m)));
    return node("Add", node("Relu", z), times(alpha, expm1));
  }

  /**
   * z/(1 + e⁻ᶻ). ONNX Runtime fuses z·Sigmoid(z) into one operator, fails to find a 64-bit kernel
   * for it, and refuses the model.
   */
  private String silu() {
    return node("Div", z, plus(1, node("Exp", node("Neg", z))));
  }

  /**
   * max(z, 0) + ln(1 + e), e = exp(−|z|); with u = 1 + e as rounded, ln(1 + e) is e·ln(u)/(u − 1),
   * and e where u is 1.
   *
   * @see <a href="https://docs.oracle.com/cd/E19957-01/806-3568/ncg_goldberg.html">Goldberg 1991,
   *     theorem 4</a>
   */
  private String softplus() {
    String e = node("Exp", node("Neg", node("Abs", z)));
    String u = plus(1, e);
    String corrected = node("Div", node("Mul", e, node("Log", u)), plus(-1, u));
    String log1p = node("Where", node("Equal", u, graph.constant(1)), e, corrected);
    return node("Add", node("Relu", z), log1p);
  }

  /**
   * max(z, 0) − |z|/2·erfc(x), x = |z|/√2, with erfc(x) = exp(−x²)·p(t)/(1 + 2x), t = (x − 3)/(x +
   * 3), as {@link Elementary} computes it.
   */
  private String gelu() {
    String magnitude = node("Abs", z);
    String x = times(Math.sqrt(0.5), magnitude);
    String t = node("Div", plus(-3, x), plus(3, x));
    double[] coefficients = Elementary.erfcPolynomial();
    String p = graph.constant(coefficients[coefficients.length - 1]);
    for (int k = coefficients.length - 2; k >= 0; k--) {
      p = plus(coefficients[k], node("Mul", p, t));
    }
    String scaled = node("Mul", node("Exp", node("Neg", node("Mul", x, x))), p);
    String erfc = node("Div", scaled, plus(1, times(2, x)));
    return node("Sub", node("Relu", z), node("Mul", times(0.5, magnitude), erfc));
  }

  private String negativePart() {
    return node("Min", z, graph.constant(0));
  }

  private String times(double factor, String value) {
    return node("Mul", value, graph.constant(factor));
  }

  private String plus(double term, String value) {
    return node("Add", value, graph.constant(term));
  }

  private String node(String operator, String... inputs) {
    return graph.node(operator, inputs);
  }
}
