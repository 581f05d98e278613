package dev.gradtrace.web.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host names under which the service answers.
 *
 * <p>A web page can resolve a name of its own to any address, including this machine's, and then
 * has the same origin as the service there (DNS rebinding). It cannot do so with {@code localhost}
 * and numeric addresses.
 *
 * @param allowed names and addresses, with any port; {@code *} allows all
 */
record Hosts(List<String> allowed) {

  /** Allows any host. */
  static final String ANY = "*";

  /** A name, an IPv4 address, or an IPv6 address in brackets; with an optional port. */
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(:\\d{0,5})?");

  private static final Pattern IPV4_LOOPBACK =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  public Hosts {
    allowed = allowed.stream().map(Hosts::canonical).toList();
  }

  /** A {@code Host} normalised for comparison: lower case, without a trailing dot. */
  private static String canonical(String host) {
    return host.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.(?=:|$)", "");
  }

  /** Whether a host is allowed, with any port; names and addresses of this machine always are. */
  public boolean include(String host) {
    String canonical = canonical(host);
    Matcher parts = HOST.matcher(canonical);
    return parts.matches()
        && (allowed.contains(ANY)
            || allowed.contains(canonical)
            || allowed.contains(parts.group(1))
            || isLocal(canonical));
  }

  /**
   * Whether a host, with an optional port, is this machine under a name or address that means it
   * everywhere.
   */
  public static boolean isLocal(String host) {
    Matcher parts = HOST.matcher(canonical(host));
    if (!parts.matches()) {
      return isIpv6Loopback("[" + host + "]");
    }
    String name = parts.group(1);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || IPV4_LOOPBACK.matcher(name).matches()
        || (name.startsWith("[") && isIpv6Loopback(name));
  }

  /** Parses an address in brackets; no name is looked up. */
  private static boolean isIpv6Loopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }
}
