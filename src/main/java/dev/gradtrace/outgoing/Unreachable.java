package dev.gradtrace.outgoing;

/** No answer; the message says why in a few words and quotes nothing that the server sent. */
public final class Unreachable extends Exception {

  private static final long serialVersionUID = 1L;

  Unreachable(String reason) {
    super(reason);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
