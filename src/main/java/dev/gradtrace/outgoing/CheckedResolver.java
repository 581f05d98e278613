package dev.gradtrace.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once and gives only what may be asked; the connection is made to just these
 * addresses, so that a name cannot mean another one by then (DNS rebinding).
 */
final class CheckedResolver implements DnsResolver {

  /** Tried one after the other. */
  private static final int MOST_ADDRESSES = 4;

  private final Guard guard;
  private final Lookup lookup;

  /** Finds the addresses of a host. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  CheckedResolver(Guard guard, Lookup lookup) {
    this.guard = guard;
    this.lookup = lookup;
  }

  /** A host has addresses that may not be asked. */
  static final class Forbidden extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    Forbidden() {
      super("an address of the service's own network");
    }
  }

  /** One address that may not be asked is enough to ask none. */
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
