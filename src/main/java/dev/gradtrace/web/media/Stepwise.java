package dev.gradtrace.web.media;

import java.util.stream.Stream;

/** An answer that can also be written as JSON lines. */
public interface Stepwise {

  /** The values to write, one per line. */
  Stream<?> lines();
}
