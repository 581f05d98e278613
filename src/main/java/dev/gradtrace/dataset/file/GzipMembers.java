package dev.gradtrace.dataset.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of all members of a gzip file (RFC 1952). {@link java.util.zip.GZIPInputStream}
 * recurses for every empty member, which overflows the stack.
 */
final class GzipMembers extends InputStream {

  static final int FIRST = 0x1f;
  static final int SECOND = 0x8b;

  static final int MOST_MEMBERS = 1000;
  private static final int BUFFER = 1 << 16;
  private static final int DEFLATE = 8;
  private static final int FIXED_REST = 6;
  private static final int HEADER_CHECK = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream packed;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;
  private long packedBytes;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private int members;
  private boolean isWithin;
  private boolean isOver;

  GzipMembers(InputStream packed) {
    this.packed = packed;
  }

  /** Whether reading was given up because of too many members. */
  boolean areTooMany() {
    return members > MOST_MEMBERS;
  }

  /** Compressed bytes read so far. */
  long packedBytes() {
    return packedBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    int read = 0;
    while (read == 0 && count > 0) {
      if (!isWithin && !begin()) {
        return -1;
      }
      read = inflate(target, from, count);
      if (inflater.finished()) {
        endMember();
      }
    }
    return read;
  }

  private int inflate(byte[] target, int from, int count) throws IOException {
    try {
      int read = inflater.inflate(target, from, count);
      if (read == 0 && inflater.needsInput()) {
        fill();
        inflater.setInput(buffer, next, end - next);
      } else if (inflater.needsDictionary()) {
        throw new ZipException("needs a dictionary");
      }
      check.update(target, from, read);
      return read;
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  /** Reads the header of the next member; false at the end of the file. */
  private boolean begin() throws IOException {
    if (isOver || next == end && !tryFill() || !startsAsMember()) {
      isOver = true;
      return false;
    }
    if (++members > MOST_MEMBERS) {
      throw new ZipException("more than %s members".formatted(MOST_MEMBERS));
    }
    int flags = take();
    skip(FIXED_REST);
    if ((flags & EXTRA) != 0) {
      skip(take() | take() << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        skipText();
      }
    }
    if ((flags & HEADER_CHECK) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(buffer, next, end - next);
    check.reset();
    isWithin = true;
    return true;
  }

  /** Whether a member follows; other bytes after the last one are padding. */
  private boolean startsAsMember() throws IOException {
    boolean starts = take() == FIRST && take() == SECOND;
    if (members == 0 && !starts || starts && take() != DEFLATE) {
      throw new ZipException("no header of a member");
    }
    return starts;
  }

  /** Verifies the checksum and length after a member. */
  private void endMember() throws IOException {
    next = end - inflater.getRemaining();
    isWithin = false;
    if (word() != check.getValue() || word() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("is damaged");
    }
  }

  private long word() throws IOException {
    long low = take() | take() << 8;
    return low | (long) (take() | take() << 8) << 16;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      take();
    }
  }

  private void skipText() throws IOException {
    int last = take();
    while (last != 0) {
      last = take();
    }
  }

  private int take() throws IOException {
    if (next == end) {
      fill();
    }
    return buffer[next++] & 0xff;
  }

  private void fill() throws IOException {
    if (!tryFill()) {
      throw new EOFException();
    }
  }

  private boolean tryFill() throws IOException {
    int read = packed.read(buffer, 0, buffer.length);
    next = 0;
    end = Math.max(0, read);
    packedBytes += end;
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
