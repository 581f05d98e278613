package dev.gradtrace.access;

/** What a caller may do. Each role includes those before it. */
public enum Role {
  /** Whatever keeps nothing. */
  READ,
  /** Create, and end or delete what the same owner created. */
  WRITE,
  /** Everything. */
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
