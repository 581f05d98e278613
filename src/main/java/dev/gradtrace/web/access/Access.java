package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of callers.
 *
 * @param tokens whether a token
 * @param ownOnly whether they see only what they created, admins excepted
 */
public record Access(boolean tokens, boolean ownOnly) {

  /** Whose things alone a caller sees; null: everybody's. */
  public @Nullable String ownerSeenBy(Caller caller) {
    return ownOnly && caller.role() != Role.ADMIN ? caller.owner() : null;
  }
}
