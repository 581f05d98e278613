package dev.gradtrace.web.problem;

/** A request that does not fit the present state of what it is about. */
public final class Conflict extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String detail;

  /**
   * @param detail a sentence for the person who asked
   */
  public Conflict(String detail) {
    super(detail);
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
