package dev.gradtrace.interchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Checksum;
import org.tensorflow.proto.Event;

/** Reads an event file with TensorFlow's own classes, and its records by their specification. */
public final class EventFileReader {

  private static final int FOOTER = 4;

  private EventFileReader() {}

  /** All events of a file; verifies checksums. */
  public static List<Event> read(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] header = take(in, Long.BYTES);
      assertThat(in.getInt()).as("checksum of a length").isEqualTo(masked(header));
      long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat(length).isBetween(1L, (long) in.remaining() - FOOTER);
      byte[] record = take(in, (int) length);
      assertThat(in.getInt()).as("checksum of a record").isEqualTo(masked(record));
      try {
        events.add(Event.parseFrom(record));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return events;
  }

  /** The values of a tag by step. */
  public static TreeMap<Long, Float> series(List<Event> events, String tag) {
    TreeMap<Long, Float> series = new TreeMap<>();
    for (Event event : events) {
      event.getSummary().getValueList().stream()
          .filter(value -> value.getTag().equals(tag))
          .forEach(value -> series.put(event.getStep(), value.getSimpleValue()));
    }
    return series;
  }

  /** The steps of a tag, in the order of the file. */
  public static List<Long> steps(List<Event> events, String tag) {
    return events.stream()
        .filter(
            event ->
                event.getSummary().getValueList().stream()
                    .anyMatch(value -> value.getTag().equals(tag)))
        .map(Event::getStep)
        .toList();
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static int masked(byte[] bytes) {
    Checksum crc = new Castagnoli();
    crc.update(bytes, 0, bytes.length);
    int value = (int) crc.getValue();
    return (value >>> 15 | value << 17) + 0xa282ead8;
  }

  /** CRC-32C bit by bit, RFC 3720, appendix B.4. */
  static final class Castagnoli implements Checksum {

    private int register = -1;

    @Override
    public void update(int b) {
      register ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        register = register >>> 1 ^ ((register & 1) == 0 ? 0 : 0x82f63b78);
      }
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        update(bytes[i]);
      }
    }

    @Override
    public long getValue() {
      return ~register & 0xffffffffL;
    }

    @Override
    public void reset() {
      register = -1;
    }
  }
}
