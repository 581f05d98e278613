package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.matrix.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes ONNX models of one input x and one output y, both [batch, 1], from lines such as {@code a
 * = Clip(h, 0, 10)} or {@code a = Celu(h; alpha 2)}. Numbers become scalar initializers of 64 bits;
 * W is the 1×1 matrix of 1.
 */
final class GraphText {

  static final int OPSET = 20;

  private static final Pattern LINE = Pattern.compile("(\\w+) = (\\w+)\\(([^;]*)(?:; (.*))?\\)");

  private GraphText() {}

  /** A model with a layer, these lines between its preactivation h and a, and a second layer. */
  static byte[] activation(String... lines) {
    String inner = String.join("\n", lines);
    return model(graph("h = MatMul(x, W)\n" + inner + "\ny = MatMul(a, W)"), OPSET);
  }

  static byte[] model(Message graph, long opset) {
    return new Message()
        .put(Onnx.Model.IR_VERSION, Onnx.IR_VERSION)
        .put(Onnx.Model.GRAPH, graph)
        .put(Onnx.Model.OPSET_IMPORT, new Message().put(Onnx.OperatorSetId.VERSION, opset))
        .toByteArray();
  }

  static Message graph(String lines) {
    Message graph = new Message();
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String line : lines.split("\n")) {
      graph.put(Onnx.Graph.NODE, node(line, numbers));
    }
    numbers.forEach((name, number) -> graph.put(Onnx.Graph.INITIALIZER, tensor(name, number)));
    return graph
        .put(Onnx.Graph.INITIALIZER, matrix("W", 1))
        .put(Onnx.Graph.INPUT, batch("x"))
        .put(Onnx.Graph.OUTPUT, batch("y"));
  }

  static Message matrix(String name, double number) {
    return tensor(name, number).put(Onnx.Tensor.DIMS, 1).put(Onnx.Tensor.DIMS, 1);
  }

  private static Message tensor(String name, double number) {
    return new Message()
        .put(Onnx.Tensor.NAME, name)
        .put(Onnx.Tensor.DATA_TYPE, Onnx.DataType.DOUBLE)
        .putRows(Onnx.Tensor.RAW_DATA, Matrix.ofColumns(1, new double[] {number}));
  }

  private static Message node(String line, Map<String, Double> numbers) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(line);
    }
    Message node =
        new Message()
            .put(Onnx.Node.OP_TYPE, matcher.group(2))
            .put(Onnx.Node.OUTPUT, matcher.group(1));
    for (String input : matcher.group(3).split(", ")) {
      if (input.matches("[-\\d].*")) {
        numbers.put(input, Double.parseDouble(input));
      }
      node.put(Onnx.Node.INPUT, input);
    }
    if (matcher.group(4) != null) {
      node.put(Onnx.Node.ATTRIBUTE, attribute(matcher.group(4).split(" ")));
    }
    return node;
  }

  private static Message attribute(String... pair) {
    Message attribute = new Message().put(Onnx.Attribute.NAME, pair[0]);
    return pair[0].equals("to")
        ? attribute.put(Onnx.Attribute.INT, Long.parseLong(pair[1]))
        : attribute.put(Onnx.Attribute.FLOAT, Float.parseFloat(pair[1]));
  }

  private static Message batch(String name) {
    Message shape =
        new Message()
            .put(Onnx.Shape.DIM, new Message().put(Onnx.Dimension.PARAM, "batch"))
            .put(Onnx.Shape.DIM, new Message().put(Onnx.Dimension.VALUE, 1));
    Message tensor =
        new Message()
            .put(Onnx.TensorType.ELEM_TYPE, Onnx.DataType.DOUBLE)
            .put(Onnx.TensorType.SHAPE, shape);
    return new Message()
        .put(Onnx.ValueInfo.NAME, name)
        .put(Onnx.ValueInfo.TYPE, new Message().put(Onnx.Type.TENSOR_TYPE, tensor));
  }
}
