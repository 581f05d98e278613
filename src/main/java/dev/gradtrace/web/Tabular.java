package dev.gradtrace.web;

import java.io.IOException;

/** An answer that can also be had as a table, in which each row is one observation. */
interface Tabular {

  /** Writes the header and all rows. */
  void writeTo(CsvTable table) throws IOException;
}
