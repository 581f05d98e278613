package dev.gradtrace.outgoing;

/** There is no answer; the message says why in a few words, and nothing that the server sent. */
public final class Unreachable extends Exception {

  private static final long serialVersionUID = 1L;

  Unreachable(String reason) {
    super(reason);
  }

  /** Why, in a few words. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
