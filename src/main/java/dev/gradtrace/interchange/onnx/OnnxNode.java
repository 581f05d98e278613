package dev.gradtrace.interchange.onnx;

import com.google.protobuf.ByteString;
import dev.gradtrace.interchange.protobuf.MessageReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of an ONNX graph, read from a {@code NodeProto}.
 *
 * @param inputs names of values; empty for one that is left out
 */
record OnnxNode(
    String operator,
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  private static final int LONGEST_NAME = 80;

  static OnnxNode read(ByteString bytes) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<Integer, String> texts = new HashMap<>();
    Map<String, Attribute> attributes = new HashMap<>();
    MessageReader.read(
        "a node",
        bytes,
        (number, value) -> {
          switch (number) {
            case Onnx.Node.INPUT -> inputs.add(value.text());
            case Onnx.Node.OUTPUT -> outputs.add(value.text());
            case Onnx.Node.ATTRIBUTE -> {
              Attribute attribute = Attribute.read(value.bytes());
              attributes.put(attribute.name, attribute);
            }
            case Onnx.Node.NAME, Onnx.Node.OP_TYPE, Onnx.Node.DOMAIN ->
                texts.put(number, value.text());
            default -> {}
          }
        });
    return new OnnxNode(
        texts.getOrDefault(Onnx.Node.OP_TYPE, ""),
        texts.getOrDefault(Onnx.Node.DOMAIN, ""),
        texts.getOrDefault(Onnx.Node.NAME, ""),
        inputs,
        outputs,
        attributes);
  }

  /** The node for people: its operator, and its name if it has one. */
  String title() {
    String full = domain.isEmpty() ? operator : domain + "." + operator;
    String title = name.isEmpty() ? full : full + " (" + name + ")";
    return title.length() <= LONGEST_NAME ? title : title.substring(0, LONGEST_NAME) + "…";
  }

  float real(String attribute, double otherwise) {
    Attribute found = attributes.get(attribute);
    return found == null || found.real == null ? (float) otherwise : found.real;
  }

  long integer(String attribute, long otherwise) {
    Attribute found = attributes.get(attribute);
    return found == null || found.integer == null ? otherwise : found.integer;
  }

  String text(String attribute, String otherwise) {
    Attribute found = attributes.get(attribute);
    return found == null || found.text == null ? otherwise : found.text;
  }

  /** The one tensor or number of a Constant; null if it has neither. */
  @Nullable OnnxTensor constant() {
    for (Attribute attribute : attributes.values()) {
      if (attribute.tensor != null) {
        return attribute.tensor.decode();
      }
      if (attribute.real != null) {
        return OnnxTensor.scalar(decimal(attribute.real));
      }
      if (attribute.integer != null) {
        return OnnxTensor.scalar(attribute.integer);
      }
    }
    return null;
  }

  /** The number that was meant by one of 32 bits: of all that round to it the shortest. */
  static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** An attribute of a node; at most one of its values is there. */
  private static final class Attribute {

    private String name = "";
    private @Nullable Float real;
    private @Nullable Long integer;
    private @Nullable String text;
    private OnnxTensor.@Nullable Proto tensor;

    static Attribute read(ByteString bytes) {
      Attribute attribute = new Attribute();
      MessageReader.read(
          "an attribute",
          bytes,
          (number, value) -> {
            switch (number) {
              case Onnx.Attribute.NAME -> attribute.name = value.text();
              case Onnx.Attribute.FLOAT -> attribute.real = value.real();
              case Onnx.Attribute.INT -> attribute.integer = value.number();
              case Onnx.Attribute.STRING -> attribute.text = value.text();
              case Onnx.Attribute.TENSOR -> attribute.tensor = OnnxTensor.Proto.read(value.bytes());
              default -> {}
            }
          });
      return attribute;
    }
  }
}
