package dev.gradtrace.validation;

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

  /** A sentence for the person who asked. */
  public String detail() {
    return detail;
  }
}
