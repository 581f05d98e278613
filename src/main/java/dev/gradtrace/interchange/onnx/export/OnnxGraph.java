package dev.gradtrace.interchange.onnx.export;

import dev.gradtrace.interchange.Tensor;
import dev.gradtrace.interchange.onnx.Onnx;
import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.matrix.Matrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds an ONNX graph node by node; each node has one output, named as the node. */
final class OnnxGraph {

  private final Precision precision;
  private final Message message = new Message();
  private final Map<Double, String> constants = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private String scope = "";

  OnnxGraph(Precision precision) {
    this.precision = precision;
  }

  /** Prefixes the names of nodes added from now on. */
  OnnxGraph within(String part) {
    scope = part;
    return this;
  }

  /** Adds a tensor under its name. */
  String constant(Tensor tensor) {
    Message proto = tensor(tensor.name());
    tensor.shape().forEach(size -> proto.put(Onnx.Tensor.DIMS, size));
    precision.putRows(proto, tensor.elements());
    message.put(Onnx.Graph.INITIALIZER, proto);
    return tensor.name();
  }

  /** Adds a scalar constant, or reuses it. */
  String constant(double value) {
    return constants.computeIfAbsent(
        value,
        number -> {
          String name = "constant." + number;
          Message proto = tensor(name);
          precision.putRows(proto, Matrix.ofColumns(1, new double[] {number}));
          message.put(Onnx.Graph.INITIALIZER, proto);
          return name;
        });
  }

  /** Adds the smallest positive normal number of the precision. */
  String least() {
    return constant(precision.least());
  }

  private Message tensor(String name) {
    return new Message()
        .put(Onnx.Tensor.NAME, name)
        .put(Onnx.Tensor.DATA_TYPE, precision.dataType());
  }

  /** Adds a node and returns the name of its output. */
  String node(String operator, String... inputs) {
    String output = unique(operator);
    message.put(Onnx.Graph.NODE, node(operator, output, List.of(inputs)));
    return output;
  }

  /** Adds Gemm with W transposed: x·Wᵀ + b for a batch of rows. */
  String gemm(String... inputs) {
    return node("Gemm", List.of(integer("transB", 1)), inputs);
  }

  /** Adds the mean over the units of each sample. */
  String meanOfUnits(String x) {
    Message lastAxis = attribute("axes", Onnx.Attribute.TYPE_INTS).put(Onnx.Attribute.INTS, -1L);
    return node("ReduceMean", List.of(lastAxis, integer("keepdims", 1)), x);
  }

  /** Adds a batch norm with moving statistics. */
  String batchNormalization(double epsilon, String... inputs) {
    Message attribute =
        attribute("epsilon", Onnx.Attribute.TYPE_FLOAT).put(Onnx.Attribute.FLOAT, (float) epsilon);
    return node("BatchNormalization", List.of(attribute), inputs);
  }

  /** A number after rounding to the 32 bits of an attribute. */
  static double attribute(double number) {
    return (float) number;
  }

  private static Message integer(String name, int value) {
    return attribute(name, Onnx.Attribute.TYPE_INT).put(Onnx.Attribute.INT, value);
  }

  private static Message attribute(String name, int type) {
    return new Message().put(Onnx.Attribute.NAME, name).put(Onnx.Attribute.TYPE, type);
  }

  private String node(String operator, List<Message> attributes, String... inputs) {
    String output = unique(operator);
    Message node = node(operator, output, List.of(inputs));
    attributes.forEach(attribute -> node.put(Onnx.Node.ATTRIBUTE, attribute));
    message.put(Onnx.Graph.NODE, node);
    return output;
  }

  private String unique(String operator) {
    String name = scope + "/" + operator;
    int use = uses.merge(name, 1, Integer::sum);
    return use == 1 ? name : name + "_" + use;
  }

  private static Message node(String operator, String output, List<String> inputs) {
    Message node = new Message();
    inputs.forEach(input -> node.put(Onnx.Node.INPUT, input));
    return node.put(Onnx.Node.OUTPUT, output)
        .put(Onnx.Node.NAME, output)
        .put(Onnx.Node.OP_TYPE, operator);
  }

  /**
   * The graph with its one input and one output, both [batch, width].
   *
   * @param result the value that becomes the output
   */
  Message finish(String input, int inputs, String result, String output, int outputs) {
    return message
        .put(Onnx.Graph.NODE, node("Identity", output, List.of(result)))
        .put(Onnx.Graph.NAME, "gradtrace")
        .put(Onnx.Graph.INPUT, batch(input, inputs))
        .put(Onnx.Graph.OUTPUT, batch(output, outputs));
  }

  private Message batch(String name, int width) {
    Message shape =
        new Message()
            .put(Onnx.Shape.DIM, new Message().put(Onnx.Dimension.PARAM, "batch"))
            .put(Onnx.Shape.DIM, new Message().put(Onnx.Dimension.VALUE, width));
    Message tensor =
        new Message()
            .put(Onnx.TensorType.ELEM_TYPE, precision.dataType())
            .put(Onnx.TensorType.SHAPE, shape);
    return new Message()
        .put(Onnx.ValueInfo.NAME, name)
        .put(Onnx.ValueInfo.TYPE, new Message().put(Onnx.Type.TENSOR_TYPE, tensor));
  }
}
