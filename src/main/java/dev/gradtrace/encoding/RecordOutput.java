package dev.gradtrace.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A record that is being written. */
public final class RecordOutput {

  private ByteBuffer buffer;

  RecordOutput(long capacity) {
    buffer = ByteBuffer.allocate(Math.toIntExact(capacity));
  }

  public RecordOutput putInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  public RecordOutput putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  public RecordOutput putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

  public RecordOutput putText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    putInt(bytes.length);
    return putBytes(bytes);
  }

  /** Doubles uncompressed, for weights: their mantissas hardly compress. */
  public RecordOutput putDoubles(double[] values) {
    room(Math.multiplyExact(values.length, Double.BYTES)).asDoubleBuffer().put(values);
    buffer.position(buffer.position() + values.length * Double.BYTES);
    return this;
  }

  /** Doubles compressed, for numbers of similar size. */
  public RecordOutput putPacked(double[] values) {
    long[] words = new long[values.length];
    Arrays.setAll(words, i -> Double.doubleToRawLongBits(values[i]));
    return putPlanes(words);
  }

  /** Longs as differences of neighbours, compressed; for evenly spaced numbers. */
  public RecordOutput putPacked(long[] values) {
    long[] words = new long[values.length];
    Arrays.setAll(words, i -> i == 0 ? values[0] : values[i] - values[i - 1]);
    return putPlanes(words);
  }

  /** Bytes deflated. */
  public RecordOutput putPacked(byte[] bytes) {
    byte[] deflated = BytePlanes.deflate(bytes, bytes.length);
    return putInt(deflated.length).putBytes(deflated);
  }

  private RecordOutput putPlanes(long[] words) {
    BytePlanes.write(words, this);
    return this;
  }

  RecordOutput putBytes(byte[] bytes) {
    return putBytes(bytes, 0, bytes.length);
  }

  RecordOutput putBytes(byte[] bytes, int offset, int length) {
    room(length).put(bytes, offset, length);
    return this;
  }

  /** The finished record, with its checksum. */
  public byte[] finish() {
    int length = buffer.position();
    putInt(Format.checksum(buffer.array(), length));
    return buffer.position() == buffer.capacity()
        ? buffer.array()
        : Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int needed = Math.addExact(buffer.position(), bytes);
      byte[] larger = Arrays.copyOf(buffer.array(), Math.max(needed, 2 * buffer.capacity()));
      buffer = ByteBuffer.wrap(larger).position(buffer.position());
    }
    return buffer;
  }
}
