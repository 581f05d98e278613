package dev.gradtrace.web.media;

import java.io.IOException;

/** An answer that can also be had as a table, in which each row is one observation. */
public interface Tabular {

  /** Writes the header and all rows. */
  void writeTo(CsvWriter table) throws IOException;
}
