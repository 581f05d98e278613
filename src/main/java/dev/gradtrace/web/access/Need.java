package dev.gradtrace.web.access;

import dev.gradtrace.access.Role;

/** What an operation requires of its caller when the service requires tokens. */
public enum Need {
  /** No token. */
  NOTHING(Role.READ, false),
  /** The role to read. */
  READ(Role.READ, false),
  /** The role to read; the answer is computed. */
  LOOK(Role.READ, true),
  /** The role to write. */
  CREATE(Role.WRITE, true),
  /** The role to write, as owner of the resource in the path. */
  CHANGE(Role.WRITE, false);

  private final Role role;
  private final boolean work;

  Need(Role role, boolean work) {
    this.role = role;
    this.work = work;
  }

  /** The least role that suffices. */
  public Role role() {
    return role;
  }

  /** Whether such requests count towards the caller's requests at the same time. */
  boolean isWork() {
    return work;
  }
}
