package dev.gradtrace.web.media;

import java.util.stream.Stream;

/** An answer that can also be had as one JSON object for each of its entries. */
public interface Stepwise {

  /** What to write, each on a line of its own. */
  Stream<?> lines();
}
