package dev.gradtrace.web.media;

import dev.gradtrace.validation.Refusal;

/** A request body has more bytes than are read. */
public final class BodyTooLarge extends Refusal {

  private static final long serialVersionUID = 1L;

  /**
   * @param mostBytes how many bytes are read
   */
  public BodyTooLarge(long mostBytes) {
    super(Reason.TOO_LARGE, "The body has more than the " + mostBytes + " bytes that are read.");
  }
}
