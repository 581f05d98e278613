package dev.gradtrace.access;

/** What a caller may do. Each role includes those before it. */
public enum Role {
  /** May read, and compute what is not stored. */
  READ,
  /** May also create, and cancel, change and delete what the same owner created. */
  WRITE,
  /** May do everything. */
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
