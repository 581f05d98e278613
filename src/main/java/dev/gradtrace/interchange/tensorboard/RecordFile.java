package dev.gradtrace.interchange.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TFRecord file: each record has its length, a masked checksum of that, and a masked checksum of
 * its data.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecords format
 *     details</a>
 */
record RecordFile(OutputStream target) {

  /** Masks a checksum, so that data that contain checksums can be checked by one. */
  private static final int MASK = 0xa282ead8;

  private static final int ROTATION = 15;

  void write(byte[] record) throws IOException {
    byte[] length = littleEndian(Long.BYTES).putLong(record.length).array();
    target.write(length);
    target.write(checksum(length));
    target.write(record);
    target.write(checksum(record));
  }

  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
    return littleEndian(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
