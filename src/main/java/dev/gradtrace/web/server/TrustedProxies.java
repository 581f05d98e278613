package dev.gradtrace.web.server;

import static java.util.stream.Collectors.joining;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.catalina.valves.RemoteIpValve;

/**
 * Proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed; those of others
 * are ignored.
 *
 * @param networks IPv4 addresses, optionally with a prefix length ({@code 172.16.0.0/12}), and IPv6
 *     addresses as Java writes them ({@code 0:0:0:0:0:0:0:1})
 */
record TrustedProxies(List<String> networks) implements Predicate<String> {

  private static final Pattern IPV4 =
      Pattern.compile(
          "(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d|[12]\\d|3[0-2]))?");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}");
  private static final int OCTETS = 4;
  private static final int BITS = 8;
  private static final int BITS_OF_NETWORK = 5;

  TrustedProxies {
    networks = networks.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    networks.forEach(TrustedProxies::expression);
  }

  @Override
  public boolean test(String address) {
    return !networks.isEmpty() && address.matches(expression());
  }

  /** The valve that evaluates their headers. */
  RemoteIpValve valve() {
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(expression());
    valve.setProtocolHeader("X-Forwarded-Proto");
    return valve;
  }

  private String expression() {
    return networks.stream().map(TrustedProxies::expression).collect(joining("|"));
  }

  /** A regular expression for the addresses of a network. */
  private static String expression(String network) {
    Matcher parts = IPV4.matcher(network);
    boolean four = parts.matches();
    InvalidSpec.unless(
        four || IPV6.matcher(network).matches(),
        "trustedProxies",
        "must be addresses such as 10.0.0.1 or 172.16.0.0/12, was %s",
        network);
    if (!four) {
      return network;
    }
    int bits =
        parts.group(BITS_OF_NETWORK) == null
            ? OCTETS * BITS
            : Integer.parseInt(parts.group(BITS_OF_NETWORK));
    return IntStream.range(0, OCTETS)
        .mapToObj(i -> octet(Integer.parseInt(parts.group(i + 1)), bits - i * BITS))
        .collect(joining("\\."));
  }

  /** A regular expression for octets whose first {@code bits} bits are those of this one. */
  private static String octet(int octet, int bits) {
    int free = BITS - Math.min(BITS, Math.max(0, bits));
    int first = octet >> free << free;
    return IntStream.range(first, first + (1 << free))
        .mapToObj(Integer::toString)
        .collect(joining("|", "(?:", ")"));
  }
}
