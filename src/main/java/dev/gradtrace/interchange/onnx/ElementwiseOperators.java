package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The operators that work element by element, on signals or constants. */
final class ElementwiseOperators {

  private static final List<String> OF_UNITS = List.of("Add", "Sub", "Mul", "Div");

  private final Evaluation values;
  private final Skips skips;

  ElementwiseOperators(Evaluation values) {
    this.values = values;
    this.skips = new Skips(values);
  }

  /** The result of a node; null if its operator is none of these. */
  @Nullable GraphValue evaluate(OnnxNode node, int number) {
    if (node.operator().equals("Abs") && isProbabilities(node)) {
      return values.input(node, 0);
    }
    OnnxOperators.Unary unary = OnnxOperators.unary(node, i -> bound(node, i));
    if (unary != null) {
      return mapped(node, unary, number);
    }
    DoubleBinaryOperator binary = OnnxOperators.binary(node);
    if (binary != null) {
      return combined(node, binary, number);
    }
    return node.operator().equals("Where") ? where(node, number) : null;
  }

  private boolean isProbabilities(OnnxNode node) {
    return values.input(node, 0) instanceof Signal signal && signal.sumsToOne();
  }

  private GraphValue mapped(OnnxNode node, OnnxOperators.Unary unary, int number) {
    if (values.input(node, 0) instanceof OnnxTensor constant) {
      values.spend(constant.size());
      double[] results = Arrays.stream(constant.values()).map(unary.function()).toArray();
      return new OnnxTensor(constant.dims(), results, constant.bits());
    }
    Signal signal = values.function(node, 0);
    return signal.with(signal.curve().map(unary.function(), unary.bends()), number);
  }

  /** An optional scalar input, such as a bound of Clip; null if it is left out. */
  private @Nullable Double bound(OnnxNode node, int i) {
    return node.has(i) ? Double.valueOf(single(node, values.tensor(node, i))) : null;
  }

  private GraphValue combined(OnnxNode node, DoubleBinaryOperator function, int number) {
    InvalidSpec.unless(node.inputs().size() == 2, "", "%s has not two inputs", node.title());
    GraphValue a = values.input(node, 0);
    GraphValue b = values.input(node, 1);
    if (a instanceof OnnxTensor left && b instanceof OnnxTensor right) {
      values.spend(Broadcast.size(left, right));
      return Broadcast.combine(left, right, function);
    }
    if (a instanceof Signal left && b instanceof OnnxTensor right) {
      Affine moved = moved(node, left, right, false);
      return moved != null
          ? left.with(moved, number)
          : values
              .function(node, 0)
              .with(left.curve().combine(constant(node, right), function), number);
    }
    if (a instanceof OnnxTensor left && b instanceof Signal right) {
      Affine moved = moved(node, right, left, true);
      return moved != null
          ? right.with(moved, number)
          : values
              .function(node, 1)
              .with(constant(node, left).combine(right.curve(), function), number);
    }
    Signal left = values.signal(node, 0);
    Signal right = values.signal(node, 1);
    if (node.operator().equals("Add") && left.z() != right.z()) {
      return skips.join(node, left, right, number);
    }
    Curve both =
        values.function(node, 0).curve().combine(values.function(node, 1).curve(), function);
    return joined(node, left, right).with(both, number);
  }

  /**
   * The affine function after a node that adds a constant to a signal or multiplies it by one, per
   * unit, such as a bias; null if the node does something else.
   */
  private @Nullable Affine moved(
      OnnxNode node, Signal signal, OnnxTensor by, boolean constantFirst) {
    boolean adds = node.operator().equals("Add") || node.operator().equals("Sub");
    boolean ofEach =
        by.size() > 1 || (signal.isPlain() ? adds && signal.z().width() > 0 : !signal.isFunction());
    if (!ofEach || !OF_UNITS.contains(node.operator())) {
      return null;
    }
    if (signal.z().origin() != null) {
      Evaluation.requireReal(node, by);
    }
    int width = signal.z().width();
    values.spend(2L * Math.max(by.size(), width));
    double[] given = signal.form().ofFeatures(by, width);
    Affine affine = signal.affine();
    return switch (node.operator()) {
      case "Add" -> affine.plus(given, 1);
      case "Mul" -> affine.times(given);
      case "Sub" -> {
        Affine difference = affine.plus(given, -1);
        yield constantFirst ? difference.times(-1) : difference;
      }
      default -> constantFirst ? null : affine.over(given);
    };
  }

  private double single(OnnxNode node, OnnxTensor tensor) {
    values.spend(tensor.size());
    double first = tensor.values()[0];
    InvalidSpec.unless(
        Arrays.stream(tensor.values()).allMatch(value -> value == first),
        "",
        node.operator().equals("PRelu")
            ? "%s has slopes that differ from unit to unit: use nn.PReLU() or nn.LeakyReLU()"
            : "%s treats units differently after the activation began",
        node.title());
    return first;
  }

  private static Signal joined(OnnxNode node, Signal a, Signal b) {
    InvalidSpec.unless(
        a.z() == b.z() && a.form().equals(b.form()),
        "",
        "%s joins branches; a network here is a chain",
        node.title());
    return a;
  }

  private Signal where(OnnxNode node, int number) {
    Signal condition = values.function(node, 0);
    Curve chosen = condition.curve().choose(choice(node, 1, condition), choice(node, 2, condition));
    return condition.with(chosen, number);
  }

  private Curve choice(OnnxNode node, int i, Signal condition) {
    if (values.input(node, i) instanceof OnnxTensor tensor) {
      return constant(node, tensor);
    }
    Signal signal = values.function(node, i);
    return joined(node, signal, condition).curve();
  }

  private Curve constant(OnnxNode node, OnnxTensor tensor) {
    return Curve.constant(single(node, tensor));
  }
}
