package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.interchange.FloatingPoint;
import org.jspecify.annotations.Nullable;

/** Types of elements in safetensors, by their names there; little-endian. */
enum ElementType {
  F64(FloatingPoint.F64),
  F32(FloatingPoint.F32),
  F16(FloatingPoint.F16),
  BF16(FloatingPoint.BF16),
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
  private final @Nullable FloatingPoint weights;

  ElementType(FloatingPoint weights) {
    this.bytes = weights.bytes();
    this.weights = weights;
  }

  ElementType(int bytes) {
    this.bytes = bytes;
    this.weights = null;
  }

  /** Bytes per element. */
  int bytes() {
    return bytes;
  }

  boolean isWeights() {
    return weights != null;
  }

  /**
   * The number format of weights.
   *
   * @throws IllegalStateException if it is no type of weights
   */
  FloatingPoint weights() {
    if (weights == null) {
      throw new IllegalStateException(this + " is no type of weights");
    }
    return weights;
  }
}
