package dev.gradtrace.interchange;

import java.time.LocalDateTime;
import java.util.zip.ZipEntry;

/** Entries of ZIP archives. */
public final class ZipEntries {

  /** February: for January, ZIP tools of some time zones would write a date before 1980. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ZipEntries() {}

  /** An entry with a constant time of modification, so that equal contents give equal bytes. */
  public static ZipEntry of(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
