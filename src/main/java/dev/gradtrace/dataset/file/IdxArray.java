package dev.gradtrace.dataset.file;

import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads an IDX file: the header, then elements in pieces.
 *
 * <pre>
 *   0 0 type rank, size of each dimension (int32), elements; big-endian
 * </pre>
 *
 * @see <a href="https://yann.lecun.com/exdb/mnist/">LeCun, Cortes, Burges: MNIST, file formats</a>
 */
final class IdxArray {

  private static final int HEADER_BYTES = 1 << 11;

  private final DataFile file;
  private final String pointer;
  private final IdxType type;
  private final int rank;
  private final int count;
  private final int length;

  private IdxArray(DataFile file, String pointer, IdxType type, int[] sizes, long length) {
    this.file = file;
    this.pointer = pointer;
    this.type = type;
    this.rank = sizes.length;
    this.count = sizes[0];
    this.length = (int) length;
  }

  /**
   * Reads the header.
   *
   * @param pointer pointer to the file in the request
   * @param maxValues most elements
   * @throws InvalidSpec if it is no IDX file, or too large
   */
  static IdxArray open(InputStream bytes, String pointer, long maxValues) throws IOException {
    long maxBytes = HEADER_BYTES + Double.BYTES * maxValues;
    DataFile file = DataFile.open(bytes, pointer, maxBytes);
    byte[] magic = file.readNBytes(4);
    IdxType type =
        magic.length == 4 && magic[0] == 0 && magic[1] == 0 ? IdxType.of(magic[2]) : null;
    int rank = type == null ? 0 : magic[3] & 0xff;
    if (type == null || rank == 0) {
      throw InvalidSpec.malformed(
          pointer,
          "is not an IDX file: its first four bytes are no magic (0, 0, type, dimensions). Tables are"
              + " sent as file, NumPy's arrays as the CSV of numpy.savetxt; archives are unpacked"
              + " first");
    }
    byte[] header = file.readNBytes(Integer.BYTES * rank);
    if (header.length < Integer.BYTES * rank) {
      throw InvalidSpec.malformed(pointer, "ends within the sizes of its %d dimensions", rank);
    }
    int[] sizes = new int[rank];
    ByteBuffer.wrap(header).asIntBuffer().get(sizes);
    return new IdxArray(file, pointer, type, sizes, length(sizes, pointer, maxValues));
  }

  private static long length(int[] sizes, String pointer, long maxValues) {
    long length = 1;
    for (int k = 0; k < sizes.length; k++) {
      InvalidSpec.unless(sizes[k] >= 1, pointer, "has size %d in dimension %d", sizes[k], k + 1);
      length = k == 0 ? 1 : length * sizes[k];
      InvalidSpec.unless(
          length <= maxValues / sizes[0],
          pointer,
          "holds more than the %d values allowed%s",
          maxValues,
          isLittleEndian(sizes[k]) ? "; its sizes may be little-endian, those of IDX are not" : "");
    }
    return length;
  }

  private static boolean isLittleEndian(int size) {
    int reversed = Integer.reverseBytes(size);
    return reversed > 0 && reversed < size;
  }

  String pointer() {
    return pointer;
  }

  IdxType type() {
    return type;
  }

  int rank() {
    return rank;
  }

  /** Size of the first dimension: the number of samples. */
  int count() {
    return count;
  }

  /** Number of elements per sample: the product of the other dimensions, at most 2³¹ − 1. */
  int length() {
    return length;
  }

  /**
   * The bytes of the next samples. Allocates no more memory than the file has bytes, whatever its
   * header says.
   *
   * @param first index of the first
   * @throws InvalidSpec if the file is too short
   */
  byte[] next(int first, int samples) throws IOException {
    long size = (long) samples * type.bytes() * length;
    InvalidSpec.unless(size <= Integer.MAX_VALUE, pointer, "is too large");
    byte[] elements = file.readNBytes((int) size);
    if (elements.length < size) {
      throw InvalidSpec.malformed(
          pointer,
          "ends after %d of %d samples",
          first + elements.length / (type.bytes() * length),
          count);
    }
    return elements;
  }

  /**
   * Checks that nothing follows the last sample.
   *
   * @throws InvalidSpec if something does
   */
  void end() throws IOException {
    if (file.read() >= 0) {
      throw InvalidSpec.malformed(pointer, "goes on after its %d samples", count);
    }
  }
}
