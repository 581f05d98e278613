package dev.gradtrace.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a record in the order in which it was written. Reading past its end throws {@link
 * UnreadableRecord}.
 */
public final class RecordInput {

  private final Format format;
  private final int version;
  private final ByteBuffer buffer;

  /**
   * @param version of the format that the record was written in
   */
  RecordInput(Format format, int version, ByteBuffer buffer) {
    this.format = format;
    this.version = version;
    this.buffer = buffer;
  }

  /** The version of the format that the record was written in, from 1. */
  public int version() {
    return version;
  }

  public int getInt() {
    return need(Integer.BYTES).getInt();
  }

  public long getLong() {
    return need(Long.BYTES).getLong();
  }

  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  public String getText() {
    return new String(getBytes(getInt()), StandardCharsets.UTF_8);
  }

  /** A count of elements that follow, at least 0. */
  public int getCount() {
    int count = getInt();
    if (count < 0) {
      throw damaged("it has %s of something".formatted(count));
    }
    return count;
  }

  public double[] getDoubles(long count) {
    if (count < 0 || count > buffer.remaining() / Double.BYTES) {
      throw tooShort();
    }
    double[] values = new double[(int) count];
    buffer.asDoubleBuffer().get(values);
    skip(values.length * Double.BYTES);
    return values;
  }

  public double[] getPackedDoubles(int count) {
    long[] words = BytePlanes.read(count, this);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Double.longBitsToDouble(words[i]);
    }
    return values;
  }

  public long[] getPackedLongs(int count) {
    long[] values = BytePlanes.read(count, this);
    for (int i = 1; i < count; i++) {
      values[i] += values[i - 1];
    }
    return values;
  }

  public byte[] getPackedBytes(int count) {
    return BytePlanes.inflate(getBytes(getInt()), count, this);
  }

  /** Skips packed numbers without decompressing them. */
  public void skipPacked(int count) {
    BytePlanes.skip(count, this);
  }

  /**
   * @throws UnreadableRecord if bytes are left
   */
  public void end() {
    if (buffer.hasRemaining()) {
      throw damaged("there are %s bytes too many".formatted(buffer.remaining()));
    }
  }

  /** The exception for content that makes no sense. */
  public UnreadableRecord damaged(String how) {
    return format.damaged(how);
  }

  byte[] getBytes(int count) {
    need(count);
    byte[] bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  void skip(int count) {
    need(count);
    buffer.position(buffer.position() + count);
  }

  private ByteBuffer need(int bytes) {
    if (bytes < 0 || bytes > buffer.remaining()) {
      throw tooShort();
    }
    return buffer;
  }

  private UnreadableRecord tooShort() {
    return damaged("it ends too early");
  }
}
