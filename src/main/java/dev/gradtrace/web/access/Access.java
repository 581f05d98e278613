package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * What callers must show and may see.
 *
 * @param tokens whether requests need a token
 * @param ownOnly whether callers other than admins see only what they created
 */
public record Access(boolean tokens, boolean ownOnly) {

  /** The owner whose things alone a caller sees; null: all owners'. */
  public @Nullable String ownerSeenBy(Caller caller) {
    return ownOnly && caller.role() != Role.ADMIN ? caller.owner() : null;
  }
}
