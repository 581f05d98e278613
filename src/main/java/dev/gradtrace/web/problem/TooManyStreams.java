package dev.gradtrace.web.problem;

/** More event streams would be open than may. */
public final class TooManyStreams extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param most how many may be open
   */
  public TooManyStreams(int most) {
    super(most + " event streams are open, which is as many as may be");
  }
}
