package dev.gradtrace.parallel;

/**
 * Work cut into bands that threads may run in any order and at the same time, with the same result.
 */
public interface Bands {

  /** Runs one band, counted from 0. */
  void run(int band);
}
