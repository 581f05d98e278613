package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The two entries that are read of a Keras archive: its configuration and its weights. */
final class KerasArchive {

  static final String CONFIGURATION = "config.json";
  static final String WEIGHTS = "model.weights.h5";

  private static final List<String> READ = List.of(CONFIGURATION, WEIGHTS);

  /** Largest size of an unpacked entry, in bytes. */
  private static final int MOST_BYTES = 64 << 20;

  /** Unpacked size in bytes from which the ratio of compression is limited. */
  private static final int SMALL = 1 << 20;

  private static final int MOST_TIMES = 200;
  private static final int BUFFER = 1 << 16;

  private final byte[] archive;
  private final Map<String, byte[]> contents = new HashMap<>();
  private long unpacked;

  private KerasArchive(byte[] archive) {
    this.archive = archive;
  }

  /**
   * @param archive a ZIP archive
   * @throws InvalidSpec if it is damaged, or larger than allowed when unpacked
   */
  static KerasArchive read(byte[] archive) {
    KerasArchive read = new KerasArchive(archive);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        read.unpack(entry.getName(), zip);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw InvalidSpec.malformed(
          "", "is a damaged archive: send it as model.save('model.keras') writes it");
    }
    return read;
  }

  private void unpack(String name, InputStream entry) throws IOException {
    boolean isRead = READ.contains(name);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int n = entry.read(buffer); n >= 0; n = entry.read(buffer)) {
      size += n;
      unpacked += n;
      requireRoom(name, size);
      if (isRead) {
        content.write(buffer, 0, n);
      }
    }
    if (isRead && contents.put(name, content.toByteArray()) != null) {
      throw InvalidSpec.malformed("/" + name, "is twice in the archive");
    }
  }

  private void requireRoom(String name, long size) {
    InvalidSpec.unless(
        size <= MOST_BYTES,
        "/" + Fault.escape(name),
        "is larger than %d bytes when unpacked",
        MOST_BYTES);
    InvalidSpec.unless(
        unpacked <= SMALL || unpacked <= (long) MOST_TIMES * archive.length,
        "",
        "is packed more closely than models are: beyond a megabyte it may become %d times as large",
        MOST_TIMES);
  }

  byte @Nullable [] get(String name) {
    return contents.get(name);
  }
}
