package dev.gradtrace.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for something.
 *
 * @param client whom shares of the queue and other quotas are counted for: the name of a token, or
 *     an address; 1 to 200 characters
 * @param owner whom what is created belongs to: the name of a token; null as long as no token is
 *     asked for
 */
public record Caller(String client, @Nullable String owner, Role role) {

  /** The service itself, and whatever was stored before callers were known. */
  public static final Caller SERVICE = new Caller("service", null, Role.ADMIN);

  /** Someone without a token, where none is asked for. */
  public static Caller at(String address) {
    return new Caller(address, null, Role.ADMIN);
  }

  /** Someone with a token. */
  public static Caller named(String name, Role role) {
    return new Caller(name, name, role);
  }

  /** What is counted together: all tokens of a name, else an address. */
  public String holder() {
    return owner == null ? client : "name " + client;
  }

  /** Whether they may cancel, change or delete what this owner created; null: a time without. */
  public boolean mayChange(@Nullable String owner) {
    return role == Role.ADMIN || (role == Role.WRITE && owner != null && owner.equals(this.owner));
  }
}
