package dev.gradtrace.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are not public: loopback, private and special-purpose ones.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, special-purpose
 *     addresses of IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">and of IPv6</a>
 */
final class OwnNetwork {

  private static final List<AddressBlock> NOT_PUBLIC_OF_IPV4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final AddressBlock PUBLIC_OF_IPV6 = AddressBlock.of("2000::/3");

  /** Exceptions within the public block 2000::/3. Teredo, in 2001::/23, embeds an IPv4 address. */
  private static final List<AddressBlock> NOT_PUBLIC_OF_IPV6 =
      blocks("2001::/23", "2001:db8::/32", "3fff::/20");

  /** NAT64: the last four bytes are an IPv4 address. */
  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");

  private static final int FIRST_OF_NAT64 = 12;

  /** 6to4: an IPv4 address follows the first two bytes. */
  private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");

  private static final int FIRST_OF_6TO4 = 2;
  private static final int BYTES_OF_IPV4 = 4;

  private OwnNetwork() {}

  private static List<AddressBlock> blocks(String... texts) {
    return Stream.of(texts).map(AddressBlock::of).toList();
  }

  /** Whether an address is not public. */
  static boolean has(InetAddress address) {
    boolean isPublic =
        address instanceof Inet4Address
            ? isPublicOfIpv4(address.getAddress())
            : isPublicOfIpv6(address.getAddress());
    return !isPublic || isOfThisMachine(address);
  }

  private static boolean isPublicOfIpv4(byte[] address) {
    return NOT_PUBLIC_OF_IPV4.stream().noneMatch(block -> block.includes(address));
  }

  private static boolean isPublicOfIpv6(byte[] address) {
    if (NAT64.includes(address)) {
      return isPublicOfIpv4(within(address, FIRST_OF_NAT64));
    }
    if (SIX_TO_FOUR.includes(address)) {
      return isPublicOfIpv4(within(address, FIRST_OF_6TO4));
    }
    return PUBLIC_OF_IPV6.includes(address)
        && NOT_PUBLIC_OF_IPV6.stream().noneMatch(block -> block.includes(address));
  }

  private static byte[] within(byte[] address, int first) {
    return Arrays.copyOfRange(address, first, first + BYTES_OF_IPV4);
  }

  /** An address that cannot be checked counts as this machine's. */
  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }
}
