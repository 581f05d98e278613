package dev.gradtrace.encoding;

/** Bytes are not the record they should be: damaged, of something else, or of a newer release. */
public final class UnreadableRecord extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableRecord(String message) {
    super(message);
  }
}
