package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import java.util.function.BooleanSupplier;

/**
 * A caller whose token may be revoked or expire during a long answer.
 *
 * @param known whether the caller would still be admitted as the same
 */
public record Presence(Caller caller, BooleanSupplier known) {

  /** Of a caller without a token, which lasts. */
  public static Presence lasting(Caller caller) {
    return new Presence(caller, () -> true);
  }
}
