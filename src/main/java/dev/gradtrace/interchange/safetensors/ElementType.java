package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.interchange.SixteenBits;
import java.nio.ByteBuffer;

/**
 * How the elements of a tensor are kept in a file, by the names of the format; little-endian. Those
 * of floating point are widened to 64 bits, which is exact.
 */
enum ElementType {
  F64(Double.BYTES) {
    @Override
    double at(ByteBuffer bytes, int i) {
      return bytes.getDouble(i * Double.BYTES);
    }
  },
  F32(Float.BYTES) {
    @Override
    double at(ByteBuffer bytes, int i) {
      return bytes.getFloat(i * Float.BYTES);
    }
  },
  /** IEEE 754 binary16. */
  F16(Short.BYTES) {
    @Override
    double at(ByteBuffer bytes, int i) {
      return SixteenBits.binary16(bytes.getShort(i * Short.BYTES));
    }
  },
  BF16(Short.BYTES) {
    @Override
    double at(ByteBuffer bytes, int i) {
      return SixteenBits.bfloat16(bytes.getShort(i * Short.BYTES));
    }
  },
  I64(Long.BYTES),
  I32(Integer.BYTES),
  I16(Short.BYTES),
  I8(1),
  U64(Long.BYTES),
  U32(Integer.BYTES),
  U16(Short.BYTES),
  U8(1),
  BOOL(1),
  F8_E4M3(1),
  F8_E5M2(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of an element. */
  int bytes() {
    return bytes;
  }

  boolean isWeights() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The i-th element. */
  double at(ByteBuffer tensor, int i) {
    throw new IllegalStateException(this + " is no type of weights");
  }
}
