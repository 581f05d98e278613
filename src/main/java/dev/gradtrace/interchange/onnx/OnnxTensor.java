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
import java.util.List;

/**
 * A constant of an ONNX graph, read from a {@code TensorProto}.
 *
 * @param dims sizes of the dimensions; none for a scalar
 * @param values row after row
 * @param isSingle whether they have only 32 bits
 */
record OnnxTensor(List<Integer> dims, double[] values, boolean isSingle) implements GraphValue {

  /** Number of elements. */
  int size() {
    return values.length;
  }

  /** The last dimension; 1 for a scalar. */
  int width() {
    return dims.isEmpty() ? 1 : dims.get(dims.size() - 1);
  }

  /** The element in a row and a column of a matrix. */
  double at(int i, int j) {
    return values[i * width() + j];
  }

  /** The matrix whose rows are the columns of this one. */
  OnnxTensor transposed() {
    requireMatrix();
    int rows = dims.get(0);
    int columns = dims.get(1);
    double[] result = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = values[i * columns + j];
      }
    }
    return new OnnxTensor(List.of(columns, rows), result, isSingle);
  }

  /** Refuses what has not two dimensions, none of them empty. */
  OnnxTensor requireMatrix() {
    InvalidSpec.unless(
        dims.size() == 2 && values.length > 0, "", "has dimensions %s, not of a matrix", dims);
    return this;
  }

  static OnnxTensor scalar(double value) {
    return new OnnxTensor(List.of(), new double[] {value}, true);
  }

  /** A tensor that is still to be decoded. */
  static final class Proto {

    /** Integers are shapes and axes. */
    private static final int MOST_INTEGERS = 1000;

    private static final int MOST_DIMENSIONS = 100;

    private final List<Long> dims = new ArrayList<>();
    private final List<ByteString> packed = new ArrayList<>();
    private final ByteString.Output alone = ByteString.newOutput();
    private String name = "";
    private long type;
    private int field;
    private boolean external;

    private Proto() {}

    static Proto read(ByteString bytes) {
      Proto proto = new Proto();
      MessageReader.read("a tensor", bytes, Integer.MAX_VALUE, proto::take);
      proto.pack();
      return proto;
    }

    String name() {
      return name;
    }

    private void take(int number, MessageReader.Value value) throws IOException {
      switch (number) {
        case Onnx.Tensor.DIMS -> takeDims(value);
        case Onnx.Tensor.DATA_TYPE -> type = value.number();
        case Onnx.Tensor.NAME -> name = value.text();
        case Onnx.Tensor.DATA_LOCATION -> external = value.number() != 0;
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

    /** Those that came one by one, in one piece. */
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

    /** An element of a repeated field that is not packed, as if it were. */
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
     * The numbers.
     *
     * @throws InvalidSpec if they are of another type, elsewhere, or not as many as the dimensions
     *     say
     */
    OnnxTensor decode() {
      InvalidSpec.unless(
          type == Onnx.DataType.FLOAT
              || type == Onnx.DataType.DOUBLE
              || type == Onnx.DataType.INT32
              || type == Onnx.DataType.INT64,
          "",
          "has elements of type %d; float, double, int32 and int64 are read",
          type);
      InvalidSpec.unless(!external, "", "lies in another file");
      List<Integer> sizes = new ArrayList<>();
      long count = 1;
      for (long dim : dims) {
        count = dim < 0 || dim > Integer.MAX_VALUE ? Long.MAX_VALUE : saturated(count, dim);
        sizes.add((int) Math.min(Math.max(dim, 0), Integer.MAX_VALUE));
      }
      ByteString data = packed.size() == 1 ? packed.get(0) : ByteString.copyFrom(packed);
      boolean whole = type == Onnx.DataType.INT32 || type == Onnx.DataType.INT64;
      InvalidSpec.unless(!whole || count <= MOST_INTEGERS, "", "has too many integers: %d", count);
      int most = whole ? data.size() : data.size() / Float.BYTES;
      double[] values = values(data, (int) Math.min(count, most));
      if (values.length != count) {
        throw InvalidSpec.malformed("", "has not as many elements as its dimensions %s say", dims);
      }
      return new OnnxTensor(sizes, values, type == Onnx.DataType.FLOAT);
    }

    private static long saturated(long a, long b) {
      return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }

    /** The numbers there are; at most one more than expected. */
    private double[] values(ByteString data, int expected) {
      boolean raw = field == Onnx.Tensor.RAW_DATA;
      boolean varints =
          !raw && (field == Onnx.Tensor.INT32_DATA || field == Onnx.Tensor.INT64_DATA);
      double[] values = new double[expected + 1];
      int found = 0;
      try {
        CodedInputStream in = data.newCodedInput();
        while (!in.isAtEnd() && found < values.length) {
          values[found++] = varints ? in.readInt64() : fixed(in);
        }
      } catch (IOException damaged) {
        throw InvalidSpec.malformed("", "has elements that cannot be read");
      }
      return Arrays.copyOf(values, found);
    }

    private double fixed(CodedInputStream in) throws IOException {
      if (type == Onnx.DataType.FLOAT) {
        return in.readFloat();
      }
      if (type == Onnx.DataType.DOUBLE) {
        return in.readDouble();
      }
      return type == Onnx.DataType.INT32 ? in.readSFixed32() : in.readSFixed64();
    }
  }
}
