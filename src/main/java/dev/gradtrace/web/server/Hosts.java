package dev.gradtrace.web.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names under which a service may be asked.
 *
 * <p>A web page can point a name of its own at any address, that of this machine, too, and is then
 * of the same origin as what answers there (DNS rebinding). It cannot change what {@code localhost}
 * and numbers mean.
 *
 * @param allowed names and addresses, any of them with a port; {@code *} is any
 */
record Hosts(List<String> allowed) {

  /** Any host. */
  static final String ANY = "*";

  /** A name or IPv4 address, or an IPv6 address in brackets; then perhaps a port. */
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(:\\d{0,5})?");

  private static final Pattern IPV4_LOOPBACK =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  public Hosts {
    allowed = allowed.stream().map(Hosts::canonical).toList();
  }

  /** What a {@code Host} names, as these are compared: lower case, without a dot at the end. */
  private static String canonical(String host) {
    return host.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.(?=:|$)", "");
  }

  /**
   * Whether these have a host, with any port or with this one; names and addresses of this machine
   * are always among them.
   */
  public boolean include(String host) {
    String canonical = canonical(host);
    Matcher parts = HOST.matcher(canonical);
    return parts.matches()
        && (allowed.contains(ANY)
            || allowed.contains(canonical)
            || allowed.contains(parts.group(1))
            || isLocal(canonical));
  }

  /** Whether a host, which may have a port, or an address is this machine, whoever asks. */
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

  /** In brackets: an address is parsed, and no name looked up. */
  private static boolean isIpv6Loopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }
}
