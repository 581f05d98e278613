package dev.gradtrace.access;

import org.jspecify.annotations.Nullable;

/**
 * The client of a request and what it may do.
 *
 * @param client key of the queue shares and other quotas: the name of a token, or an IP address; 1
 *     to 200 characters
 * @param owner name of the token, kept as the owner of what is created; null if the service
 *     requires no tokens
 * @param role what the caller may do
 */
public record Caller(String client, @Nullable String owner, Role role) {

  /** The service itself; also the creator of what was stored before callers were recorded. */
  public static final Caller SERVICE = new Caller("service", null, Role.ADMIN);

  /** A caller without a token, if the service requires none. */
  public static Caller at(String address) {
    return new Caller(address, null, Role.ADMIN);
  }

  /** A caller with the token of this name. */
  public static Caller named(String name, Role role) {
    return new Caller(name, name, role);
  }

  /** The key by which requests are counted: shared by all tokens of one name, else the address. */
  public String holder() {
    return owner == null ? client : "name " + client;
  }
}
