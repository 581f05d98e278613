package dev.gradtrace.dataset.file;

import dev.gradtrace.validation.InvalidSpec;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file, unpacked if they are gzip (told by the first two of them). What is wrong
 * with the packing, or larger than allowed when unpacked, is refused as soon as it is read.
 */
final class DataFile extends FilterInputStream {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String pointer;
  private final long maxBytes;
  private long bytes;

  private DataFile(InputStream unpacked, String pointer, long maxBytes) {
    super(unpacked);
    this.pointer = pointer;
    this.maxBytes = maxBytes;
  }

  /**
   * @param pointer to the file in what was sent
   * @param maxBytes size the unpacked file may have
   * @throws InvalidSpec if the file starts like gzip, but is none
   */
  static DataFile open(InputStream file, String pointer, long maxBytes) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(file, 2);
    byte[] magic = bytes.readNBytes(2);
    bytes.unread(magic);
    boolean isPacked =
        magic.length == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
    try {
      return new DataFile(isPacked ? new GZIPInputStream(bytes, BUFFER) : bytes, pointer, maxBytes);
    } catch (ZipException | EOFException e) {
      throw brokenPacking(pointer);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    int read;
    try {
      read = super.read(target, from, count);
    } catch (ZipException | EOFException e) {
      throw brokenPacking(pointer);
    }
    bytes += Math.max(0, read);
    InvalidSpec.unless(
        bytes <= maxBytes, pointer, "is larger than %d bytes when unpacked", maxBytes);
    return read;
  }

  private static InvalidSpec brokenPacking(String pointer) {
    return InvalidSpec.malformed(pointer, "is not a complete gzip file");
  }
}
