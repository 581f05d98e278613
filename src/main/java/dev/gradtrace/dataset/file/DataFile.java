package dev.gradtrace.dataset.file;

import dev.gradtrace.validation.InvalidSpec;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file, decompressed if its first two bytes are those of gzip. Damaged data, too
 * many decompressed bytes and an implausibly high ratio of compression are refused while reading.
 */
public final class DataFile extends FilterInputStream {

  /** Decompressed size in bytes from which the ratio of compression is limited. */
  private static final long SMALL = 1 << 20;

  private static final int MOST_TIMES = 200;

  private final String pointer;
  private final long maxBytes;
  private final @Nullable GzipMembers members;
  private long bytes;

  private DataFile(
      InputStream unpacked, @Nullable GzipMembers members, String pointer, long maxBytes) {
    super(unpacked);
    this.members = members;
    this.pointer = pointer;
    this.maxBytes = maxBytes;
  }

  /**
   * @param pointer pointer to the file in the request
   * @param maxBytes most decompressed bytes
   */
  public static DataFile open(InputStream file, String pointer, long maxBytes) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(file, 2);
    byte[] magic = bytes.readNBytes(2);
    bytes.unread(magic);
    boolean isPacked =
        magic.length == 2
            && (magic[0] & 0xff) == GzipMembers.FIRST
            && (magic[1] & 0xff) == GzipMembers.SECOND;
    if (!isPacked) {
      return new DataFile(bytes, null, pointer, maxBytes);
    }
    GzipMembers members = new GzipMembers(bytes);
    return new DataFile(members, members, pointer, maxBytes);
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
      throw brokenPacking();
    }
    bytes += Math.max(0, read);
    InvalidSpec.unless(
        bytes <= maxBytes, pointer, "is larger than %d bytes when unpacked", maxBytes);
    InvalidSpec.unless(
        members == null || bytes <= SMALL || bytes <= MOST_TIMES * members.packedBytes(),
        pointer,
        "is packed more closely than data are: beyond a megabyte it may become %d times as large",
        MOST_TIMES);
    return read;
  }

  private InvalidSpec brokenPacking() {
    return members != null && members.areTooMany()
        ? InvalidSpec.malformed(
            pointer, "is gzip of more than %d members", GzipMembers.MOST_MEMBERS)
        : InvalidSpec.malformed(pointer, "is not a complete gzip file");
  }
}
