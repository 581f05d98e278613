package dev.gradtrace.interchange.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.gradtrace.interchange.protobuf.MessageReader;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@code TensorProto} that is not decoded yet. */
final class TensorProto {

  /** Integers only serve as shapes and axes. */
  private static final int MOST_INTEGERS = 1000;

  private static final int MOST_DIMENSIONS = 100;

  private final List<Long> dims = new ArrayList<>();
  private final List<ByteString> packed = new ArrayList<>();
  private final ByteString.Output alone = ByteString.newOutput();

  /** External data: location, offset, length. */
  private final Map<String, String> elsewhere = new HashMap<>();

  private String name = "";
  private long type;
  private int field;
  private boolean external;

  private TensorProto() {}

  static TensorProto read(ByteString bytes) {
    TensorProto proto = new TensorProto();
    MessageReader.read("a tensor", bytes, Integer.MAX_VALUE, proto::take);
    proto.pack();
    return proto;
  }

  String name() {
    return name;
  }

  /** Whether the elements are in an external data file. */
  boolean isElsewhere() {
    return external;
  }

  /** Name of the external data file. */
  String location() {
    return elsewhere.getOrDefault("location", "");
  }

  private void take(int number, MessageReader.Value value) throws IOException {
    switch (number) {
      case Onnx.Tensor.DIMS -> takeDims(value);
      case Onnx.Tensor.DATA_TYPE -> type = value.number();
      case Onnx.Tensor.NAME -> name = value.text();
      case Onnx.Tensor.DATA_LOCATION -> external = value.number() != 0;
      case Onnx.Tensor.EXTERNAL_DATA -> takeEntry(value.bytes());
      case Onnx.Tensor.FLOAT_DATA,
          Onnx.Tensor.INT32_DATA,
          Onnx.Tensor.INT64_DATA,
          Onnx.Tensor.RAW_DATA,
          Onnx.Tensor.DOUBLE_DATA -> {
        field = number;
        if (value.content() == null) {
          alone(number, value).writeTo(alone);
        } else {
          pack();
          packed.add(value.bytes());
        }
      }
      default -> {}
    }
  }

  private void takeEntry(ByteString entry) {
    String[] pair = {"", ""};
    MessageReader.read(
        "an entry of external data",
        entry,
        (number, value) -> {
          if (number == Onnx.Entry.KEY || number == Onnx.Entry.VALUE) {
            pair[number - Onnx.Entry.KEY] = value.text();
          }
        });
    elsewhere.put(pair[0], pair[1]);
  }

  /** Appends the unpacked elements so far as one packed piece. */
  private void pack() {
    if (alone.size() > 0) {
      packed.add(alone.toByteString());
      alone.reset();
    }
  }

  private void takeDims(MessageReader.Value value) throws IOException {
    if (value.content() == null) {
      takeDim(value.number());
      return;
    }
    CodedInputStream in = value.bytes().newCodedInput();
    while (!in.isAtEnd()) {
      takeDim(in.readInt64());
    }
  }

  private void takeDim(long size) {
    InvalidSpec.unless(
        dims.size() < MOST_DIMENSIONS,
        "",
        "has tensors of more than %d dimensions",
        MOST_DIMENSIONS);
    dims.add(size);
  }

  /** An element of an unpacked repeated field, encoded as in a packed one. */
  private static ByteString alone(int number, MessageReader.Value value) {
    ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    switch (number) {
      case Onnx.Tensor.FLOAT_DATA -> bytes.putInt((int) value.number());
      case Onnx.Tensor.DOUBLE_DATA -> bytes.putLong(value.number());
      default -> {
        long rest = value.number();
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
          bytes.put((byte) (rest & 0x7f | 0x80));
        }
        bytes.put((byte) rest);
      }
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /**
   * Decodes the tensor.
   *
   * @param files external data files
   * @throws InvalidSpec if its type is not supported, its file is missing, or its size does not
   *     match its dimensions
   */
  OnnxTensor decode(DataFiles files) {
    ElementType elements = ElementType.read(type);
    List<Integer> sizes = new ArrayList<>();
    long count = 1;
    for (long dim : dims) {
      count = dim < 0 || dim > Integer.MAX_VALUE ? Long.MAX_VALUE : saturated(count, dim);
      sizes.add((int) Math.min(Math.max(dim, 0), Integer.MAX_VALUE));
    }
    InvalidSpec.unless(
        !elements.isWhole() || count <= MOST_INTEGERS, "", "has too many integers: %d", count);
    ByteString data =
        external
            ? files.part(elsewhere)
            : packed.size() == 1 ? packed.get(0) : ByteString.copyFrom(packed);
    boolean integers =
        !external && (field == Onnx.Tensor.INT32_DATA || field == Onnx.Tensor.INT64_DATA);
    int most = integers ? data.size() : data.size() / elements.bytes();
    double[] values = values(data, elements, integers, (int) Math.min(count, most));
    if (values.length != count) {
      throw InvalidSpec.malformed("", "has not as many elements as its dimensions %s say", dims);
    }
    return new OnnxTensor(sizes, values, elements.bits(), elements.isWhole());
  }

  private static long saturated(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }

  /** Decodes the elements, at most one more than expected. */
  private static double[] values(
      ByteString data, ElementType type, boolean integers, int expected) {
    double[] values = new double[expected + 1];
    int found = 0;
    try {
      CodedInputStream in = data.newCodedInput();
      while (!in.isAtEnd() && found < values.length) {
        values[found++] = integers ? type.ofInteger(in.readInt64()) : type.next(in);
      }
    } catch (IOException damaged) {
      throw InvalidSpec.malformed("", "has elements that cannot be read");
    }
    return Arrays.copyOf(values, found);
  }
}
