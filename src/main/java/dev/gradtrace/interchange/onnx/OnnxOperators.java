package dev.gradtrace.interchange.onnx;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Pointwise;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The operators of ONNX that work element by element, as functions of numbers. */
final class OnnxOperators {

  private static final Map<String, DoubleUnaryOperator> UNARY =
      Map.ofEntries(
          Map.entry("Relu", z -> Math.max(z, 0)),
          Map.entry("Sigmoid", Elementary::sigmoid),
          Map.entry("Tanh", Elementary::tanh),
          Map.entry("Softplus", Elementary::softplus),
          Map.entry("Exp", Elementary::exp),
          Map.entry("Log", Elementary::log),
          Map.entry("Erf", Elementary::erf),
          // Not in the standard; tf2onnx writes it in GELU.
          Map.entry("Erfc", z -> 1 - Elementary.erf(z)),
          Map.entry("Abs", Math::abs),
          Map.entry("Neg", z -> -z),
          Map.entry("Sqrt", Math::sqrt),
          Map.entry("Sign", Math::signum),
          Map.entry("Not", z -> z == 0 ? 1 : 0),
          Map.entry("Softsign", z -> z / (1 + Math.abs(z))),
          Map.entry("Mish", ForeignActivations::mish),
          Map.entry("Reciprocal", z -> 1 / z));

  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.ofEntries(
          Map.entry("Add", Double::sum),
          Map.entry("Sub", (a, b) -> a - b),
          Map.entry("Mul", (a, b) -> a * b),
          Map.entry("Div", (a, b) -> a / b),
          Map.entry("Pow", Math::pow),
          Map.entry("Mod", (a, b) -> a - b * Math.floor(a / b)),
          Map.entry("Max", Math::max),
          Map.entry("Min", Math::min),
          Map.entry("Greater", (a, b) -> a > b ? 1 : 0),
          Map.entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
          Map.entry("Less", (a, b) -> a < b ? 1 : 0),
          Map.entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
          Map.entry("Equal", (a, b) -> a == b ? 1 : 0));

  /**
   * A function of a number.
   *
   * @param bends where it bends or jumps; 0 need not be named
   */
  record Unary(DoubleUnaryOperator function, double... bends) {}

  private OnnxOperators() {}

  /**
   * The function of a unary node; null if the operator is none.
   *
   * @param bound returns an optional scalar input; null if it is left out
   */
  static @Nullable Unary unary(OnnxNode node, IntFunction<@Nullable Double> bound) {
    return switch (node.operator()) {
      case "LeakyRelu" -> new Unary(leaky(attribute(node, "alpha", 0.01)));
      case "PRelu" -> new Unary(leaky(orElse(bound.apply(1), 0)));
      case "Elu" -> new Unary(elu(1, attribute(node, "alpha", 1)));
      case "Selu" ->
          new Unary(
              elu(
                  attribute(node, "gamma", Pointwise.SELU_SCALE),
                  attribute(node, "alpha", Pointwise.SELU_ALPHA)));
      case "Celu" -> new Unary(celu(attribute(node, "alpha", 1)));
      case "Gelu" ->
          new Unary(
              node.text("approximate", "none").equals("none")
                  ? Elementary::gelu
                  : ForeignActivations::tanhGelu);
      case "Swish" -> new Unary(swish(attribute(node, "alpha", 1)));
      case "HardSigmoid" -> {
        double alpha = attribute(node, "alpha", 0.2);
        double beta = attribute(node, "beta", 0.5);
        yield new Unary(z -> hardSigmoid(alpha, beta, z), -beta / alpha, (1 - beta) / alpha);
      }
      case "ThresholdedRelu" -> {
        double threshold = attribute(node, "alpha", 1);
        yield new Unary(z -> z > threshold ? z : 0, threshold);
      }
      case "Clip" -> {
        double low = orElse(bound.apply(1), node.real("min", Double.NEGATIVE_INFINITY));
        double high = orElse(bound.apply(2), node.real("max", Double.POSITIVE_INFINITY));
        yield new Unary(z -> Math.min(Math.max(z, low), high), low, high);
      }
      case "HardSwish" -> new Unary(z -> z * hardSigmoid(1.0 / 6, 0.5, z), -3, 3);
      default -> {
        DoubleUnaryOperator function = UNARY.get(node.operator());
        yield function == null ? null : new Unary(function);
      }
    };
  }

  private static double orElse(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }

  private static DoubleUnaryOperator leaky(double slope) {
    return z -> z > 0 ? z : slope * z;
  }

  private static DoubleUnaryOperator elu(double scale, double alpha) {
    return z -> Pointwise.elu(scale, alpha, z);
  }

  private static DoubleUnaryOperator celu(double alpha) {
    return z -> z > 0 ? z : alpha * Math.expm1(z / alpha);
  }

  private static DoubleUnaryOperator swish(double alpha) {
    return z -> z * Elementary.sigmoid(alpha * z);
  }

  private static double hardSigmoid(double alpha, double beta, double z) {
    return Math.max(0, Math.min(1, alpha * z + beta));
  }

  /** The function of a binary node; null if the operator is none. */
  static @Nullable DoubleBinaryOperator binary(OnnxNode node) {
    return BINARY.get(node.operator());
  }

  private static double attribute(OnnxNode node, String name, double otherwise) {
    return OnnxNode.decimal(node.real(name, otherwise));
  }
}
