package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import java.util.function.BooleanSupplier;

/**
 * A caller who is answered for as long as they stay, while their token may be revoked or grow old.
 *
 * @param known whether they would be let in as the same caller again
 */
public record Presence(Caller caller, BooleanSupplier known) {

  /** Of somebody who showed nothing that could be taken from them. */
  public static Presence lasting(Caller caller) {
    return new Presence(caller, () -> true);
  }
}
