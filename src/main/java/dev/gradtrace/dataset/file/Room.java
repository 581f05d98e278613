package dev.gradtrace.dataset.file;

import java.util.function.LongConsumer;

/**
 * How much a file may become.
 *
 * @param values most values to read
 * @param bytes takes the bytes of memory that come to be held, as they become more; may throw
 */
public record Room(long values, LongConsumer bytes) {

  /** Bytes of memory per value: it is held twice, as it was read and as it is kept or shown. */
  private static final long EACH = 2 * Double.BYTES;

  /** Room for values, of which nobody counts the bytes. */
  public static Room of(long values) {
    return new Room(values, any -> {});
  }

  /** Takes room for values that are about to be made. */
  public void take(long count) {
    bytes.accept(EACH * count);
  }
}
