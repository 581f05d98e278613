package dev.gradtrace.outgoing;

import dev.gradtrace.validation.InvalidSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A CIDR block of IP addresses.
 *
 * @param first an address of the block
 * @param bits length of the prefix
 */
record AddressBlock(InetAddress first, int bits) {

  /** Matches IP addresses only: a host name would be looked up. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** Parses a block such as {@code 10.0.0.0/8}; a single address is a block of one. */
  static AddressBlock of(String text) {
    int slash = text.indexOf('/');
    InetAddress first = address(slash < 0 ? text : text.substring(0, slash));
    int most = first.getAddress().length * Byte.SIZE;
    String bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
    InvalidSpec.unless(
        bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most, "", "is no block: %s", text);
    return new AddressBlock(first, Integer.parseInt(bits));
  }

  /** Whether a text is, or starts with, an IP address. */
  static boolean looksLikeOne(String text) {
    return ADDRESS.matcher(text.replaceFirst("/.*", "")).matches();
  }

  private static InetAddress address(String text) {
    InvalidSpec.unless(ADDRESS.matcher(text).matches(), "", "is no address: %s", text);
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw InvalidSpec.meaningless("", "is no address: %s", text);
    }
  }

  boolean includes(InetAddress address) {
    return includes(address.getAddress());
  }

  boolean includes(byte[] address) {
    byte[] own = first.getAddress();
    if (own.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((own[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
