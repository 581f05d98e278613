package dev.gradtrace.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once and checks its addresses; the connection uses exactly these, so that a later
 * resolution cannot return others (DNS rebinding).
 */
final class CheckedResolver implements DnsResolver {

  /** Most addresses that are tried, one after the other. */
  private static final int MOST_ADDRESSES = 4;

  private final Guard guard;
  private final Lookup lookup;

  /** Resolves a host name. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  CheckedResolver(Guard guard, Lookup lookup) {
    this.guard = guard;
    this.lookup = lookup;
  }

  /** A host has addresses that may not be contacted. */
  static final class Forbidden extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    Forbidden() {
      super("an address of the service's own network");
    }
  }

  /** Fails if any one of the addresses may not be contacted. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    InetAddress[] found = lookup.addresses(host);
    if (!guard.mayAsk(name)
        || Arrays.stream(found).anyMatch(address -> !guard.mayAsk(name, address))) {
      throw new Forbidden();
    }
    return Arrays.copyOf(found, Math.min(found.length, MOST_ADDRESSES));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
