package dev.gradtrace.web;

/** More event streams would be open than may. */
final class TooManyStreams extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param most how many may be open
   */
  TooManyStreams(int most) {
    super(most + " event streams are open, which is as many as may be");
  }
}
