package dev.gradtrace.web.access;

import dev.gradtrace.access.Role;

/** What an operation asks of whoever calls it, where tokens are asked for. */
public enum Need {
  /** Nothing, not even a token. */
  NOTHING(Role.READ, false),
  /** To be allowed to read. */
  READ(Role.READ, false),
  /** The same, where what is read is computed first. */
  LOOK(Role.READ, true),
  /** To be allowed to keep something new. */
  CREATE(Role.WRITE, true),
  /** To be allowed to change or delete what the path names. */
  CHANGE(Role.WRITE, false);

  private final Role role;
  private final boolean work;

  Need(Role role, boolean work) {
    this.role = role;
    this.work = work;
  }

  /** The least role that may. */
  public Role role() {
    return role;
  }

  /** Whether a caller may have only a share of such requests answered at the same time. */
  boolean isWork() {
    return work;
  }
}
