package dev.gradtrace.web.media;

/** A request body has more bytes than are read. */
public final class BodyTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long mostBytes;

  /**
   * @param mostBytes how many bytes are read
   */
  public BodyTooLarge(long mostBytes) {
    super("more than " + mostBytes + " bytes");
    this.mostBytes = mostBytes;
  }

  /** How many bytes are read. */
  public long mostBytes() {
    return mostBytes;
  }
}
