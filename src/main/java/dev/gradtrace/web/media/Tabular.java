package dev.gradtrace.web.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** An answer that can also be written as CSV, one observation per row. */
public interface Tabular {

  String TEXT_CSV = "text/csv";

  MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  /** Writes the header and all rows. */
  void writeTo(CsvWriter table) throws IOException;
}
