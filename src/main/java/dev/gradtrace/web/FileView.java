package dev.gradtrace.web;

import java.io.IOException;
import java.io.OutputStream;

/** An answer that is a file for other tools. */
interface FileView {

  void writeTo(OutputStream target) throws IOException;
}
