package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.interchange.FloatingPoint;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The type of stored values.
 *
 * @param kind class of the type, as the specification numbers it
 * @param size bytes of a value
 * @param number format of floating-point numbers; null for other types
 */
record DataType(int kind, int size, @Nullable FloatingPoint number, ByteOrder order) {

  private static final int FLOATING_POINT = 1;
  private static final int TEXT = 3;
  private static final int OPAQUE = 5;
  private static final int OF_ANY_LENGTH = 9;

  /**
   * Bytes of a reference into the global heap: a length of 32 bits, an address of 64, an index of
   * 32.
   */
  private static final int REFERENCE = 16;

  static DataType read(Stretch body) {
    int kind = body.unsigned8() & 0xf;
    int bits = body.unsigned8();
    body.skip(2);
    long size = body.unsigned32();
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw Stretch.damaged("a value has %d bytes", size);
    }
    if (kind == OF_ANY_LENGTH && (bits & 0xf) != 1) {
      return new DataType(-1, (int) size, null, ByteOrder.LITTLE_ENDIAN);
    }
    return new DataType(
        kind,
        (int) size,
        number(kind, (int) size, bits, body),
        kind != FLOATING_POINT || (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** h5py writes bfloat16 as an opaque type of two bytes. */
  private static @Nullable FloatingPoint number(int kind, int size, int bits, Stretch body) {
    if (kind == OPAQUE && size == Short.BYTES) {
      return FloatingPoint.BF16;
    }
    return kind == FLOATING_POINT ? number(size, bits, body) : null;
  }

  private static @Nullable FloatingPoint number(int size, int bits, Stretch body) {
    int vax = bits & 0x40;
    body.skip(2);
    int precision = body.unsigned16();
    int exponentAt = body.unsigned8();
    int exponent = body.unsigned8();
    int fractionAt = body.unsigned8();
    int fraction = body.unsigned8();
    long bias = body.unsigned32();
    boolean isStandard =
        vax == 0
            && precision == size * Byte.SIZE
            && fractionAt == 0
            && exponentAt == fraction
            && exponent + fraction == precision - 1
            && bias == (1L << exponent - 1) - 1;
    if (!isStandard) {
      return null;
    }
    return switch (exponent) {
      case 11 -> FloatingPoint.F64;
      case 8 -> size == Float.BYTES ? FloatingPoint.F32 : FloatingPoint.BF16;
      case 5 -> size == Short.BYTES ? FloatingPoint.F16 : null;
      default -> null;
    };
  }

  boolean isText() {
    return kind == TEXT;
  }

  boolean isTextElsewhere() {
    return kind == OF_ANY_LENGTH && size == REFERENCE;
  }
}
