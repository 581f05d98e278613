package dev.gradtrace.encoding;

/** Bytes are not the expected record: damaged, of another kind, or of a newer version. */
public final class UnreadableRecord extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableRecord(String message) {
    super(message);
  }
}
