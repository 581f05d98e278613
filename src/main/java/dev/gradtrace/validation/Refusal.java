package dev.gradtrace.validation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for is well-formed but cannot be done; the message is a sentence that says why.
 */
public class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why something cannot be done. */
  public enum Reason {
    /** It is about something that does not exist. */
    MISSING,
    /** It does not fit the present state of what it is about. */
    CONFLICT,
    /** It is larger than is accepted. */
    TOO_LARGE,
    /** As many as may are waiting or served already. */
    BUSY,
    /** The service accepts nothing now. */
    UNAVAILABLE
  }

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  public Refusal(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /**
   * @param detail a sentence for the person who asked
   * @param retryAfter after which to ask again, at least a second; null if that is of no use
   */
  public Refusal(Reason reason, String detail, @Nullable Duration retryAfter) {
    super(detail);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /**
   * Refuses what is about something that does not exist.
   *
   * @param kind of what is missing, such as "dataset"
   */
  public static Refusal missing(String kind, String id) {
    return new Refusal(
        Reason.MISSING, "There is no " + kind + " with the id " + Fault.shorten(id) + ".");
  }

  /** Refuses what does not fit the present state of what it is about. */
  public static Refusal conflict(String detail) {
    return new Refusal(Reason.CONFLICT, detail);
  }

  public Reason reason() {
    return reason;
  }

  /** After which to ask again, at least a second; null if that is of no use. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
