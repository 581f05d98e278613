package dev.gradtrace.interchange.onnx;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Pointwise;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operators of ONNX that work element by element, as functions of numbers. */
final class OnnxOperators {

  /** What passes its input on, as far as a batch of vectors is concerned. */
  static final Set<String> PASSING = Set.of("Identity", "Flatten", "Reshape", "Cast");

  private static final Map<String, DoubleUnaryOperator> UNARY =
      Map.ofEntries(
          Map.entry("Relu", z -> Math.max(z, 0)),
          Map.entry("Sigmoid", Elementary::sigmoid),
          Map.entry("Tanh", Elementary::tanh),
          Map.entry("Softplus", Elementary::softplus),
          Map.entry("Exp", Elementary::exp),
          Map.entry("Log", Elementary::log),
          Map.entry("Erf", Elementary::erf),
          Map.entry("Abs", Math::abs),
          Map.entry("Neg", z -> -z),
          Map.entry("Sqrt", Math::sqrt),
          Map.entry("Reciprocal", z -> 1 / z));

  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.ofEntries(
          Map.entry("Add", Double::sum),
          Map.entry("Sub", (a, b) -> a - b),
          Map.entry("Mul", (a, b) -> a * b),
          Map.entry("Div", (a, b) -> a / b),
          Map.entry("Pow", Math::pow),
          Map.entry("Max", Math::max),
          Map.entry("Min", Math::min),
          Map.entry("Greater", (a, b) -> a > b ? 1 : 0),
          Map.entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
          Map.entry("Less", (a, b) -> a < b ? 1 : 0),
          Map.entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
          Map.entry("Equal", (a, b) -> a == b ? 1 : 0));

  private OnnxOperators() {}

  /** The function of a node with one input; null if it is none. */
  static @Nullable DoubleUnaryOperator unary(OnnxNode node) {
    return switch (node.operator()) {
      case "LeakyRelu" -> {
        double slope = attribute(node, "alpha", 0.01);
        yield z -> z > 0 ? z : slope * z;
      }
      case "Elu" -> {
        double alpha = attribute(node, "alpha", 1);
        yield z -> Pointwise.elu(1, alpha, z);
      }
      case "Selu" -> {
        double alpha = attribute(node, "alpha", Pointwise.SELU_ALPHA);
        double scale = attribute(node, "gamma", Pointwise.SELU_SCALE);
        yield z -> Pointwise.elu(scale, alpha, z);
      }
      case "Gelu" -> node.text("approximate", "none").equals("none") ? Elementary::gelu : null;
      default -> UNARY.get(node.operator());
    };
  }

  /** The function of a node with two inputs; null if it is none. */
  static @Nullable DoubleBinaryOperator binary(OnnxNode node) {
    return BINARY.get(node.operator());
  }

  private static double attribute(OnnxNode node, String name, double otherwise) {
    return OnnxNode.decimal(node.real(name, otherwise));
  }
}
