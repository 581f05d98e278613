package dev.gradtrace.interchange.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.gradtrace.interchange.protobuf.MessageReader;
import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model as it was sent.
 *
 * @param inputs sizes of the dimensions by name, for inputs that are no initializers; −1 if not
 *     fixed
 * @param outputs names of the outputs
 * @param opset version of the standard operators; 0 if it is not told
 */
record OnnxModel(
    List<OnnxNode> nodes,
    Map<String, TensorProto> initializers,
    Map<String, List<Long>> inputs,
    List<String> outputs,
    long opset) {

  /** A thousand layers with the most complex activation have fewer. */
  private static final int MOST_NODES = 100_000;

  /** Of a name in a message, in characters. */
  private static final int LONGEST = 80;

  private static final int MOST_PARTS_OF_GRAPH = 200_000;

  /**
   * Reads a model.
   *
   * @throws InvalidSpec if it is damaged or no ONNX model
   */
  static OnnxModel read(byte[] bytes) {
    List<ByteString> graphs = new ArrayList<>();
    long[] opset = {0};
    MessageReader.read(
        "the model",
        UnsafeByteOperations.unsafeWrap(bytes),
        (number, value) -> {
          if (number == Onnx.Model.GRAPH) {
            graphs.add(value.bytes());
          } else if (number == Onnx.Model.OPSET_IMPORT) {
            readOpset(value.bytes(), opset);
          }
        });
    if (graphs.size() != 1) {
      throw InvalidSpec.malformed("", "is no ONNX model: it holds no graph");
    }
    OnnxModel model =
        new OnnxModel(
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            opset[0]);
    MessageReader.read("the graph", graphs.get(0), MOST_PARTS_OF_GRAPH, model::take);
    model.initializers.keySet().forEach(model.inputs::remove);
    model.requireOpset();
    model.requireOneWriter();
    return model;
  }

  private void requireOpset() {
    if (nodes.stream().noneMatch(node -> OnnxNode.isStandard(node.domain()))) {
      return;
    }
    if (opset == 0) {
      throw InvalidSpec.malformed("opset_import", "tells no version of the standard operators");
    }
    InvalidSpec.unless(
        opset >= Onnx.OLDEST_OPSET && opset <= Onnx.NEWEST_OPSET,
        "opset_import",
        "has version %d of the standard operators; %d to %d are read: export the model with one of"
            + " these, or convert it by onnx.version_converter",
        opset,
        Onnx.OLDEST_OPSET,
        Onnx.NEWEST_OPSET);
  }

  /** Every value of a graph is written once. */
  private void requireOneWriter() {
    Set<String> written = new HashSet<>(inputs.keySet());
    written.addAll(initializers.keySet());
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (!output.isEmpty() && !written.add(output)) {
          throw InvalidSpec.malformed(
              OnnxImport.pointer(i),
              "%s writes %s, which something else has written",
              nodes.get(i).title(),
              Excerpt.of(output, LONGEST));
        }
      }
    }
  }

  /** Reads an operator set, and keeps its version if it is the standard one. */
  private static void readOpset(ByteString bytes, long[] opset) {
    String[] domain = {""};
    long[] version = {opset[0]};
    MessageReader.read(
        "a set of operators",
        bytes,
        (number, value) -> {
          switch (number) {
            case Onnx.OperatorSetId.DOMAIN -> domain[0] = value.text();
            case Onnx.OperatorSetId.VERSION -> version[0] = value.number();
            default -> {}
          }
        });
    if (OnnxNode.isStandard(domain[0])) {
      opset[0] = version[0];
    }
  }

  private void take(int number, MessageReader.Value value) {
    switch (number) {
      case Onnx.Graph.NODE -> {
        InvalidSpec.unless(nodes.size() < MOST_NODES, "graph/node", "are more than %d", MOST_NODES);
        nodes.add(OnnxNode.read(value.bytes()));
      }
      case Onnx.Graph.INITIALIZER -> {
        TensorProto tensor = TensorProto.read(value.bytes());
        if (initializers.put(tensor.name(), tensor) != null && !tensor.name().isEmpty()) {
          throw InvalidSpec.malformed(
              "graph/initializer",
              "holds two tensors named %s",
              Excerpt.of(tensor.name(), LONGEST));
        }
      }
      case Onnx.Graph.INPUT -> readInput(value.bytes());
      case Onnx.Graph.OUTPUT -> readOutput(value.bytes());
      default -> {}
    }
  }

  private void readInput(ByteString info) {
    List<Long> dims = new ArrayList<>();
    inputs.put(name(info), dims);
    for (ByteString type : parts(info, Onnx.ValueInfo.TYPE)) {
      for (ByteString tensor : parts(type, Onnx.Type.TENSOR_TYPE)) {
        for (ByteString shape : parts(tensor, Onnx.TensorType.SHAPE)) {
          parts(shape, Onnx.Shape.DIM).forEach(dim -> dims.add(size(dim)));
        }
      }
    }
  }

  private void readOutput(ByteString info) {
    outputs.add(name(info));
  }

  private static String name(ByteString info) {
    List<ByteString> names = parts(info, Onnx.ValueInfo.NAME);
    return names.isEmpty() ? "" : names.get(0).toStringUtf8();
  }

  private static long size(ByteString dimension) {
    long[] size = {-1};
    MessageReader.read(
        "a dimension",
        dimension,
        (number, value) -> {
          if (number == Onnx.Dimension.VALUE) {
            size[0] = value.number();
          }
        });
    return size[0];
  }

  /** The values of a repeated field of messages or texts. */
  private static List<ByteString> parts(ByteString message, int field) {
    List<ByteString> parts = new ArrayList<>();
    MessageReader.read(
        "an input or output",
        message,
        (number, value) -> {
          if (number == field) {
            parts.add(value.bytes());
          }
        });
    return parts;
  }
}
