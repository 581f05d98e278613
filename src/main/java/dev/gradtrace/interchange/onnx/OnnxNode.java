package dev.gradtrace.interchange.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.gradtrace.interchange.protobuf.MessageReader;
import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of an ONNX graph, read from a {@code NodeProto}.
 *
 * @param inputs names of values; an empty name for an optional input that is left out
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

  /** Whether a domain is that of the standard operators. */
  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** The node in messages: its operator, and its name if it has one. */
  String title() {
    String full = domain.isEmpty() ? operator : domain + "." + operator;
    String title = name.isEmpty() ? full : full + " (" + name + ")";
    return Excerpt.of(title, LONGEST_NAME);
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

  boolean has(int input) {
    return input < inputs.size() && !inputs.get(input).isEmpty();
  }

  /** The numbers of an attribute, a list or a single one; empty if there is none. */
  double[] numbers(String attribute) {
    Attribute found = attributes.get(attribute);
    return found == null ? new double[0] : found.numbers();
  }

  /** The tensor of a Constant node; null if it does not hold numbers. */
  @Nullable OnnxTensor constant(DataFiles files) {
    for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
      TensorProto tensor = attribute.getValue().tensor;
      if (tensor != null) {
        return tensor.decode(files);
      }
      double[] numbers = attribute.getValue().numbers();
      if (numbers.length > 0) {
        boolean isList = attribute.getKey().endsWith("s");
        return new OnnxTensor(isList ? List.of(numbers.length) : List.of(), numbers, Float.SIZE);
      }
    }
    return null;
  }

  /** The shortest decimal number that rounds to a 32-bit float, so that 0.1f gives 0.1. */
  static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** An attribute of a node; at most one kind of value is present. */
  private static final class Attribute {

    private String name = "";
    private @Nullable Float real;
    private @Nullable Long integer;
    private @Nullable String text;
    private @Nullable TensorProto tensor;
    private final List<ByteString> reals = new ArrayList<>();
    private final List<ByteString> integers = new ArrayList<>();
    private final List<Double> alone = new ArrayList<>();

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
              case Onnx.Attribute.FLOATS -> attribute.takeReals(value);
              case Onnx.Attribute.INTS -> attribute.takeIntegers(value);
              case Onnx.Attribute.TENSOR -> attribute.tensor = TensorProto.read(value.bytes());
              default -> {}
            }
          });
      return attribute;
    }

    /** Adds the elements of a list of floats, packed or not. */
    private void takeReals(MessageReader.Value value) {
      if (value.content() != null) {
        reals.add(value.bytes());
      } else {
        alone.add((double) value.real());
      }
    }

    private void takeIntegers(MessageReader.Value value) {
      if (value.content() != null) {
        integers.add(value.bytes());
      } else {
        alone.add((double) value.number());
      }
    }

    double[] numbers() {
      if (real != null) {
        return new double[] {decimal(real)};
      }
      if (integer != null) {
        return new double[] {integer};
      }
      List<Double> numbers = new ArrayList<>(alone);
      try {
        for (CodedInputStream in = ByteString.copyFrom(reals).newCodedInput(); !in.isAtEnd(); ) {
          numbers.add((double) in.readFloat());
        }
        for (CodedInputStream in = ByteString.copyFrom(integers).newCodedInput(); !in.isAtEnd(); ) {
          numbers.add((double) in.readInt64());
        }
      } catch (IOException damaged) {
        throw InvalidSpec.malformed("", "has elements that cannot be read");
      }
      return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
