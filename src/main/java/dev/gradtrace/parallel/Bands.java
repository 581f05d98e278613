package dev.gradtrace.parallel;

/** Work in parts that may be done by any thread, in any order and at once, with one result. */
public interface Bands {

  /** Does the part with this number, counted from 0. */
  void run(int band);
}
