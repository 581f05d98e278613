package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.validation.InvalidSpec;
import java.nio.ByteBuffer;

/**
 * The bytes of a file, read at the addresses that it contains. Addresses may form cycles or repeat,
 * so the bytes and parts that are read in total are bounded.
 */
final class FileBytes {

  private static final int MOST_PARTS = 500_000;

  /** Each byte may be read this often on average. */
  private static final int MOST_TIMES = 2;

  private static final int FEW = 1 << 20;

  private final ByteBuffer bytes;
  private long left;
  private long elementsLeft;
  private int parts;

  /**
   * @param bytes not copied
   */
  FileBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.left = FEW + (long) MOST_TIMES * bytes.length;
    this.elementsLeft = bytes.length;
  }

  int length() {
    return bytes.limit();
  }

  /** Counts a part, such as a message or an entry of a table, against the limit. */
  void count() {
    parts++;
    InvalidSpec.unless(
        parts <= MOST_PARTS, "", "has more than %d parts that are looked at", MOST_PARTS);
  }

  /** Bytes of the structure of the file; they count against a limit. */
  Stretch at(long from, long length) {
    left -= length;
    if (left < 0) {
      throw Stretch.damaged("its parts point to each other in circles");
    }
    return new Stretch(slice(from, length));
  }

  /** Bytes of the elements of an array; all arrays together have no more than the file. */
  ByteBuffer elements(long from, long length) {
    elementsLeft -= length;
    if (elementsLeft < 0) {
      throw Stretch.damaged("its arrays have the same bytes");
    }
    return slice(from, length);
  }

  private ByteBuffer slice(long from, long length) {
    if (from < 0 || length < 0 || from > length() - length) {
      throw Stretch.damaged("it names a place outside of its %d bytes", length());
    }
    return bytes.slice((int) from, (int) length);
  }
}
