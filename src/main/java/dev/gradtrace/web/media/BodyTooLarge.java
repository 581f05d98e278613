package dev.gradtrace.web.media;

import dev.gradtrace.validation.Refusal;

/** A request body is too large. */
public final class BodyTooLarge extends Refusal {

  private static final long serialVersionUID = 1L;

  /**
   * @param mostBytes most bytes of a body
   */
  public BodyTooLarge(long mostBytes) {
    super(Reason.TOO_LARGE, "The body has more than the " + mostBytes + " bytes that are read.");
  }
}
