package dev.gradtrace.web.problem;

/** Something was asked for that is not there. */
public final class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String id;

  /**
   * @param kind what it would be, such as "dataset"
   */
  public NotFound(String kind, String id) {
    super(kind + " " + id);
    this.kind = kind;
    this.id = id;
  }

  /** For the person who asked. */
  String detail() {
    return "There is no " + kind + " with the id " + id + ".";
  }
}
