package dev.gradtrace.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A kind of record. Its bytes are four letters, the version, the content, and a CRC-32C of all
 * that; numbers are big-endian.
 *
 * @param subject what such a record is, for error messages
 * @param letters four ASCII letters that mark the kind
 * @param version the version that is written; it and all earlier ones are read
 */
public record Format(String subject, String letters, int version) {

  static final int HEAD = 8;
  static final int CHECKSUM = 4;

  public Format {
    if (letters.length() != 4) {
      throw new IllegalArgumentException("four letters, not " + letters);
    }
  }

  /**
   * Begins a record.
   *
   * @param bytes expected length of the content; it may grow
   */
  public RecordOutput begin(long bytes) {
    return new RecordOutput(bytes + HEAD + CHECKSUM).putInt(magic()).putInt(version);
  }

  /**
   * Opens a record and verifies its checksum.
   *
   * @throws UnreadableRecord if it is damaged, of another kind, or of a newer version
   */
  public RecordInput open(byte[] bytes) {
    if (bytes.length < HEAD + CHECKSUM) {
      throw damaged("it has only " + bytes.length + " bytes");
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    if (head.getInt() != magic()) {
      throw new UnreadableRecord("these bytes are no " + subject);
    }
    int body = bytes.length - CHECKSUM;
    if (head.getInt(body) != checksum(bytes, body)) {
      throw damaged("its checksum does not match");
    }
    int written = head.getInt();
    if (written < 1 || written > version) {
      throw new UnreadableRecord(
          "a %s of format version %s was found, but this release reads versions up to %s"
              .formatted(subject, written, version));
    }
    return new RecordInput(this, written, head.limit(body));
  }

  UnreadableRecord damaged(String how) {
    return new UnreadableRecord("a " + subject + " is damaged: " + how);
  }

  private int magic() {
    return ByteBuffer.wrap(letters.getBytes(StandardCharsets.US_ASCII)).getInt();
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
