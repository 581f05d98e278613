package dev.gradtrace.web.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Whom an address stands for when clients are counted. */
public final class ClientAddress {

  private static final int HEXTETS_OF_NETWORK = 4;

  private ClientAddress() {}

  /**
   * The address; of IPv6 the network of 64 bits, since whoever has one address of it has all.
   *
   * @param address as a socket has it, or a proxy names it
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return parsed instanceof Inet6Address && !parsed.isLoopbackAddress()
          ? network(ByteBuffer.wrap(parsed.getAddress()))
          : parsed.getHostAddress();
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }

  private static String network(ByteBuffer address) {
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < HEXTETS_OF_NETWORK; i++) {
      network.append(Integer.toHexString(Short.toUnsignedInt(address.getShort()))).append(':');
    }
    return network.append(":/64").toString();
  }
}
