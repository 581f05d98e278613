package dev.gradtrace.web.media;

import java.io.IOException;
import java.io.OutputStream;

/** An answer that is a file. */
public interface FileView {

  void writeTo(OutputStream target) throws IOException;
}
