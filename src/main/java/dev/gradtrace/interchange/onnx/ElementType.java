package dev.gradtrace.interchange.onnx;

import com.google.protobuf.CodedInputStream;
import dev.gradtrace.interchange.SixteenBits;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.util.Locale;

/** TensorProto.DataType; the ordinal is the number in ONNX. */
enum ElementType {
  UNDEFINED(0),
  FLOAT(4),
  UINT8(0),
  INT8(0),
  UINT16(0),
  INT16(0),
  INT32(4),
  INT64(8),
  STRING(0),
  BOOL(1),
  FLOAT16(2),
  DOUBLE(8),
  UINT32(0),
  UINT64(0),
  COMPLEX64(0),
  COMPLEX128(0),
  BFLOAT16(2);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The type with a number of ONNX.
   *
   * @throws InvalidSpec if tensors of this type are not supported
   */
  static ElementType read(long number) {
    ElementType type = number >= 0 && number < values().length ? values()[(int) number] : UNDEFINED;
    InvalidSpec.unless(
        type.bytes > 0,
        "",
        "has elements of type %s; float, double, float16, bfloat16, int32, int64 and bool are read:"
            + " export the model before it is quantized",
        type == UNDEFINED ? number : type.name().toLowerCase(Locale.ROOT));
    return type;
  }

  /** Whether the type with this number is a floating-point type. */
  static boolean isFloating(long number) {
    return number == FLOAT.ordinal()
        || number == DOUBLE.ordinal()
        || number == FLOAT16.ordinal()
        || number == BFLOAT16.ordinal();
  }

  /** Bytes per element. */
  int bytes() {
    return bytes;
  }

  boolean isWhole() {
    return this == INT32 || this == INT64 || this == BOOL;
  }

  /** Bits per element. */
  int bits() {
    return 8 * bytes;
  }

  /** Reads the next element from little-endian bytes. */
  double next(CodedInputStream in) throws IOException {
    return switch (this) {
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case INT32 -> in.readSFixed32();
      case INT64 -> in.readSFixed64();
      case FLOAT16, BFLOAT16 -> {
        int low = in.readRawByte() & 0xff;
        yield ofBits(low | (in.readRawByte() & 0xff) << 8);
      }
      default -> in.readRawByte();
    };
  }

  /** The element in an integer field; 16-bit floats are stored there as their bits. */
  double ofInteger(long integer) {
    return this == FLOAT16 || this == BFLOAT16 ? ofBits((int) integer & 0xffff) : integer;
  }

  private double ofBits(int bits) {
    return this == BFLOAT16 ? SixteenBits.bfloat16(bits) : SixteenBits.binary16(bits);
  }
}
