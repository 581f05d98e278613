package dev.gradtrace.validation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A well-formed request that cannot be done; the message is a sentence that says why. */
public class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it cannot be done; decides the HTTP status. */
  public enum Reason {
    /** Something it refers to does not exist. */
    MISSING,
    /** It conflicts with the present state of what it refers to. */
    CONFLICT,
    /** It is larger than is accepted. */
    TOO_LARGE,
    /** The client, or the service, already has as many as it may. */
    BUSY,
    /** The service accepts nothing at the moment. */
    UNAVAILABLE
  }

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  public Refusal(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /**
   * @param detail a sentence for the client
   * @param retryAfter time after which to try again, at least a second; null if that is of no use
   */
  public Refusal(Reason reason, String detail, @Nullable Duration retryAfter) {
    super(detail);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /**
   * The refusal of a request for something that does not exist.
   *
   * @param kind of what is missing, such as "dataset"
   */
  public static Refusal missing(String kind, String id) {
    return new Refusal(
        Reason.MISSING, "There is no " + kind + " with the id " + Fault.shorten(id) + ".");
  }

  /** The refusal of a request that conflicts with the present state of what it refers to. */
  public static Refusal conflict(String detail) {
    return new Refusal(Reason.CONFLICT, detail);
  }

  public Reason reason() {
    return reason;
  }

  /** Time after which to try again, at least a second; null if that is of no use. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
