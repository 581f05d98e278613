package dev.gradtrace.interchange;

import java.time.LocalDateTime;
import java.util.zip.ZipEntry;

/** Entries of ZIP archives. */
public final class ZipEntries {

  /** The first month says what time zone it is of. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ZipEntries() {}

  /** An entry whose bytes say nothing of when it was written: parts of an export fit together. */
  public static ZipEntry of(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
