package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.validation.InvalidSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A range of bytes that is read from beginning to end, little-endian. */
final class Stretch {

  /** The "undefined address" of the format: all bits set. */
  static final long UNDEFINED = -1;

  private static final int ALIGNMENT = 8;

  private final ByteBuffer bytes;

  Stretch(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  static InvalidSpec damaged(String how, @Nullable Object... values) {
    return InvalidSpec.malformed("", "is damaged HDF5: " + how, values);
  }

  int left() {
    return bytes.remaining();
  }

  private void require(long count) {
    if (count < 0 || count > left()) {
      throw damaged("a part of it ends early");
    }
  }

  int unsigned8() {
    require(Byte.BYTES);
    return bytes.get() & 0xff;
  }

  int unsigned16() {
    require(Short.BYTES);
    return bytes.getShort() & 0xffff;
  }

  long unsigned32() {
    require(Integer.BYTES);
    return bytes.getInt() & 0xffffffffL;
  }

  /**
   * A size or an address; {@link #UNDEFINED} is possible, other values of 2⁶³ and more are refused.
   */
  long unsigned64() {
    require(Long.BYTES);
    long number = bytes.getLong();
    if (number < UNDEFINED) {
      throw damaged("it names a place outside of it");
    }
    return number;
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes. */
  long unsigned(int width) {
    return switch (width) {
      case Byte.BYTES -> unsigned8();
      case Short.BYTES -> unsigned16();
      case Integer.BYTES -> unsigned32();
      default -> unsigned64();
    };
  }

  Stretch skip(long count) {
    require(count);
    bytes.position(bytes.position() + (int) count);
    return this;
  }

  /** Skips to the next multiple of eight bytes, or to the end if that comes first. */
  void align() {
    int beyond = bytes.position() % ALIGNMENT;
    skip(beyond == 0 ? 0 : Math.min(ALIGNMENT - beyond, left()));
  }

  void requireSignature(String signature) {
    if (!text(signature.length()).equals(signature)) {
      throw damaged("%s is not where it should be", signature);
    }
  }

  /** The next {@code count} bytes as a range of their own. */
  Stretch take(long count) {
    require(count);
    Stretch taken = new Stretch(bytes.slice(bytes.position(), (int) count));
    skip(count);
    return taken;
  }

  /** All remaining bytes. */
  ByteBuffer rest() {
    return bytes.slice();
  }

  /** A text of {@code count} bytes, which ends before at the first zero byte. */
  String text(long count) {
    Stretch taken = take(count);
    int end = 0;
    while (end < taken.left() && taken.bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end];
    taken.bytes.get(0, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
