package dev.gradtrace.web.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** The key under which a client without a token is counted. */
public final class ClientAddress {

  private static final int HEXTETS_OF_NETWORK = 4;

  private ClientAddress() {}

  /**
   * An IPv4 address itself, or the /64 network of an IPv6 address, since a client controls all
   * addresses of its network.
   *
   * @param address as given by a socket or a proxy
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
