package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a multilayer perceptron out of an ONNX graph: follows what happens to its input node by
 * node, and tells activations by what they compute, however they are written.
 */
public final class OnnxImport {

  private static final Set<Long> FLOATING =
      Set.of((long) Onnx.DataType.FLOAT, (long) Onnx.DataType.DOUBLE);

  private final OnnxModel model;
  private final Map<String, GraphValue> values = new HashMap<>();
  private final Faults faults = new Faults();
  private long numbersLeft;

  private OnnxImport(OnnxModel model, long mostNumbers) {
    this.model = model;
    this.numbersLeft = mostNumbers;
  }

  /**
   * Reads a model.
   *
   * @param bytes a {@code ModelProto}; owned by this call until it returns
   * @param mostNumbers weights, biases and factors that may come of it
   * @throws InvalidSpec if it is damaged, or with every node that cannot be part of a multilayer
   *     perceptron, by pointers into the model
   */
  public static ImportedNetwork read(byte[] bytes, long mostNumbers) {
    return new OnnxImport(OnnxModel.read(bytes), mostNumbers).run();
  }

  private ImportedNetwork run() {
    putInput();
    for (int i = 0; i < model.nodes().size() && !faults.areMost(); i++) {
      OnnxNode node = model.nodes().get(i);
      int number = i;
      GraphValue value = faults.<GraphValue>part(pointer(i), () -> evaluate(node, number));
      if (!node.outputs().isEmpty()) {
        values.put(node.outputs().get(0), value == null ? new GraphValue.Unknown() : value);
      }
    }
    faults.throwIfAny();
    return new OnnxLayers(model).of(output());
  }

  static String pointer(int node) {
    return "graph/node/" + node;
  }

  private void putInput() {
    InvalidSpec.unless(
        model.inputs().size() == 1,
        "graph/input",
        "are %d, a network has one",
        model.inputs().size());
    model
        .inputs()
        .forEach((name, dims) -> values.put(name, Signal.of(Preactivation.input(width(dims)), -1)));
  }

  /** Features of a sample; 0 if they are not told. */
  private static int width(List<Long> dims) {
    long width = dims.size() < 2 ? 0 : 1;
    for (long dim : dims.subList(Math.min(1, dims.size()), dims.size())) {
      width = dim < 1 || dim > Integer.MAX_VALUE ? 0 : width * dim;
      if (width > Integer.MAX_VALUE) {
        return 0;
      }
    }
    return (int) width;
  }

  private Signal output() {
    InvalidSpec.unless(
        model.outputs().size() == 1,
        "graph/output",
        "are %d, a network has one",
        model.outputs().size());
    if (values.get(model.outputs().get(0)) instanceof Signal signal) {
      return signal;
    }
    throw InvalidSpec.meaningless("graph/output/0", "does not depend on the input");
  }

  /** The value of a node; null if it depends on one that was refused. */
  private @Nullable GraphValue evaluate(OnnxNode node, int number) {
    InvalidSpec.unless(
        node.domain().isEmpty() || node.domain().equals("ai.onnx"),
        "",
        "%s is not of the standard operators",
        node.title());
    if (node.operator().equals("Constant")) {
      OnnxTensor constant = node.constant();
      InvalidSpec.unless(constant != null, "", "%s holds no tensor", node.title());
      return constant;
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      if (input(node, i) instanceof GraphValue.Unknown) {
        return null;
      }
    }
    if (OnnxOperators.PASSING.contains(node.operator())) {
      return passed(node);
    }
    DoubleUnaryOperator unary = OnnxOperators.unary(node);
    if (unary != null) {
      return signal(node, 0).map(unary, number);
    }
    DoubleBinaryOperator binary = OnnxOperators.binary(node);
    if (binary != null) {
      return combined(node, binary, number);
    }
    return switch (node.operator()) {
      case "Gemm" -> gemm(node, number);
      case "MatMul" -> Signal.of(product(node, tensor(node, 1), true), number);
      case "Softmax" -> softmax(node, number);
      case "Where" -> where(node, number);
      case "Transpose" -> transposed(node);
      default -> throw unsupported(node);
    };
  }

  private static InvalidSpec unsupported(OnnxNode node) {
    return InvalidSpec.meaningless(
        "", "%s is not supported in a multilayer perceptron", node.title());
  }

  private GraphValue input(OnnxNode node, int i) {
    String name = i < node.inputs().size() ? node.inputs().get(i) : "";
    GraphValue value = values.get(name);
    if (value != null) {
      return value;
    }
    OnnxTensor.Proto initializer = model.initializers().get(name);
    if (initializer == null) {
      throw InvalidSpec.meaningless("", "%s lacks its input %d", node.title(), i);
    }
    OnnxTensor tensor = initializer.decode();
    values.put(name, tensor);
    return tensor;
  }

  private boolean has(OnnxNode node, int i) {
    return i < node.inputs().size() && !node.inputs().get(i).isEmpty();
  }

  private Signal signal(OnnxNode node, int i) {
    if (input(node, i) instanceof Signal signal && !signal.isSoftmax()) {
      return signal;
    }
    throw unsupported(node);
  }

  private OnnxTensor tensor(OnnxNode node, int i) {
    if (input(node, i) instanceof OnnxTensor tensor) {
      return tensor;
    }
    throw InvalidSpec.meaningless("", "%s has no constant as its input %d", node.title(), i);
  }

  /** A batch of vectors through what changes only their form. */
  private GraphValue passed(OnnxNode node) {
    boolean passes =
        switch (node.operator()) {
          case "Flatten" -> node.integer("axis", 1) == 1;
          case "Cast" -> FLOATING.contains(node.integer("to", 0));
          case "Reshape" -> isFlattening(signal(node, 0), tensor(node, 1));
          default -> true;
        };
    InvalidSpec.unless(passes, "", "%s does more than flatten samples", node.title());
    return input(node, 0);
  }

  private static boolean isFlattening(Signal signal, OnnxTensor shape) {
    int width = signal.z().width();
    double last = shape.size() == 2 ? shape.values()[1] : 0;
    return last == -1 || last > 0 && (width == 0 || last == width);
  }

  private Signal gemm(OnnxNode node, int number) {
    InvalidSpec.unless(node.integer("transA", 0) == 0, "", "%s has transA", node.title());
    Preactivation z = product(node, tensor(node, 1), node.integer("transB", 0) == 0);
    double alpha = OnnxNode.decimal(node.real("alpha", 1));
    double beta = OnnxNode.decimal(node.real("beta", 1));
    if (alpha != 1) {
      z = z.times(OnnxTensor.scalar(alpha));
    }
    return Signal.of(has(node, 2) ? z.plus(tensor(node, 2), beta) : z, number);
  }

  /** W·a of what flows into a node; W may be given transposed. */
  private Preactivation product(OnnxNode node, OnnxTensor given, boolean isTransposed) {
    GraphValue a = input(node, 0);
    InvalidSpec.unless(a instanceof Signal, "", "%s multiplies constants", node.title());
    spend(given.size());
    OnnxTensor weights = isTransposed ? given.transposed() : given.requireMatrix();
    Signal below = (Signal) a;
    int width = below.z().width();
    int expected = weights.width();
    InvalidSpec.unless(
        width == 0 || width == expected,
        "",
        "%s expects %d inputs, there are %d",
        node.title(),
        expected,
        width);
    return Preactivation.of(new Preactivation.Product(weights, below));
  }

  private Signal softmax(OnnxNode node, int number) {
    Signal z = signal(node, 0);
    long axis = node.integer("axis", -1);
    InvalidSpec.unless(
        z.isPlain() && (axis == -1 || axis == 1),
        "",
        "%s is not over the units of a layer",
        node.title());
    return new Signal(z.z(), z.values(), true, number);
  }

  private GraphValue combined(OnnxNode node, DoubleBinaryOperator function, int number) {
    InvalidSpec.unless(node.inputs().size() == 2, "", "%s has not two inputs", node.title());
    GraphValue a = input(node, 0);
    GraphValue b = input(node, 1);
    if (a instanceof Signal left && b instanceof OnnxTensor right) {
      Preactivation moved = moved(node, left, right, false);
      return moved != null
          ? Signal.of(moved, number)
          : left.map(x -> function.applyAsDouble(x, single(node, right)), number);
    }
    if (a instanceof OnnxTensor left && b instanceof Signal right) {
      Preactivation moved = moved(node, right, left, true);
      return moved != null
          ? Signal.of(moved, number)
          : signal(node, 1).map(x -> function.applyAsDouble(single(node, left), x), number);
    }
    return joined(node, signal(node, 0), signal(node, 1))
        .combine(signal(node, 1), function, number);
  }

  /**
   * What becomes of a preactivation or the input when each unit gets a term or factor of its own,
   * such as its bias; null if that is not what the node does.
   */
  private @Nullable Preactivation moved(
      OnnxNode node, Signal signal, OnnxTensor by, boolean constantFirst) {
    boolean adds = node.operator().equals("Add") || node.operator().equals("Sub");
    boolean ofEach = by.size() > 1 || adds && signal.z().width() > 0;
    if (!signal.isPlain() || !ofEach) {
      return null;
    }
    spend(2L * Math.max(by.size(), signal.z().width()));
    return switch (node.operator()) {
      case "Add" -> signal.z().plus(by, 1);
      case "Mul" -> signal.z().times(by);
      case "Sub" -> constantFirst ? negated(signal.z()).plus(by, 1) : signal.z().plus(by, -1);
      case "Div" -> constantFirst ? null : signal.z().over(by);
      default -> null;
    };
  }

  private static Preactivation negated(Preactivation z) {
    return z.times(OnnxTensor.scalar(-1));
  }

  private static double single(OnnxNode node, OnnxTensor tensor) {
    InvalidSpec.unless(
        tensor.size() == 1,
        "",
        "%s treats units differently after the activation began",
        node.title());
    return tensor.values()[0];
  }

  private static Signal joined(OnnxNode node, Signal a, Signal b) {
    InvalidSpec.unless(
        a.z() == b.z(), "", "%s joins branches; a network here is a chain", node.title());
    return a;
  }

  private Signal where(OnnxNode node, int number) {
    Signal condition = signal(node, 0);
    double[] chosen = new double[condition.values().length];
    double[] then = choice(node, 1, condition);
    double[] otherwise = choice(node, 2, condition);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = condition.values()[i] == 0 ? otherwise[i] : then[i];
    }
    return new Signal(condition.z(), chosen, false, number);
  }

  private double[] choice(OnnxNode node, int i, Signal condition) {
    if (input(node, i) instanceof OnnxTensor tensor) {
      double constant = single(node, tensor);
      return condition.map(x -> constant, -1).values();
    }
    Signal signal = signal(node, i);
    return joined(node, signal, condition).values();
  }

  private OnnxTensor transposed(OnnxNode node) {
    OnnxTensor tensor = tensor(node, 0);
    spend(tensor.size());
    return tensor.transposed();
  }

  private void spend(long numbers) {
    numbersLeft -= numbers;
    InvalidSpec.unless(numbersLeft >= 0, "", "makes more weights and biases than are allowed");
  }
}
