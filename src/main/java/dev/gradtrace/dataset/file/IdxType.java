package dev.gradtrace.dataset.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Element types of IDX files; all are big-endian. */
enum IdxType {
  UINT8(0x08, 1, true, bytes -> bytes.get() & 0xff),
  INT8(0x09, 1, true, ByteBuffer::get),
  INT16(0x0b, 2, true, ByteBuffer::getShort),
  INT32(0x0c, 4, true, ByteBuffer::getInt),
  FLOAT32(0x0d, 4, false, ByteBuffer::getFloat),
  FLOAT64(0x0e, 8, false, ByteBuffer::getDouble);

  private final int code;
  private final int bytes;
  private final boolean isWhole;
  private final Element element;

  IdxType(int code, int bytes, boolean isWhole, Element element) {
    this.code = code;
    this.bytes = bytes;
    this.isWhole = isWhole;
    this.element = element;
  }

  /** The type with a code; null if there is none. */
  static @Nullable IdxType of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** Whether the elements are integers. */
  boolean isWhole() {
    return isWhole;
  }

  double next(ByteBuffer elements) {
    return element.next(elements);
  }

  private interface Element {
    double next(ByteBuffer elements);
  }
}
