package dev.gradtrace.web.server;

import dev.gradtrace.web.access.ClientAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.NioEndpoint;
import org.springframework.http.HttpHeaders;

/** HTTP/1.1, where no address uses up the connections there may be. */
public final class SharedHttp11Protocol extends Http11NioProtocol {

  private final Endpoint endpoint;

  /** For Tomcat, which makes its protocols by name. */
  public SharedHttp11Protocol() {
    this(new Endpoint());
  }

  private SharedHttp11Protocol(Endpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /**
   * Bounds the connections of an address, by this and by a quarter of what others leave.
   *
   * @param each most connections of an address
   * @param proxies addresses that stand for many clients
   */
  void share(int each, Predicate<String> proxies) {
    endpoint.each = each;
    endpoint.proxies = proxies;
  }

  /**
   * Whether an answer is compressed. Where its {@code Vary} says already that this depends on what
   * the client accepts, which is nothing, there is nothing to add to it.
   */
  @Override
  public boolean useCompression(Request request, Response response) {
    MessageBytes vary =
        request.getMimeHeaders().getValue(HttpHeaders.ACCEPT_ENCODING) == null
            ? response.getMimeHeaders().getValue(HttpHeaders.VARY)
            : null;
    return (vary == null || !vary.equals(AnswerHeaders.VARY))
        && super.useCompression(request, response);
  }

  /** One thread accepts connections, and asks this. */
  private static final class Endpoint extends NioEndpoint {

    private static final int QUARTER = 4;

    private final Map<String, Set<SocketChannel>> open = new HashMap<>();
    private int each = Integer.MAX_VALUE;
    private Predicate<String> proxies = address -> false;
    private int accepted;

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      if (!admits(socket)) {
        destroySocket(socket);
        return false;
      }
      return super.setSocketOptions(socket);
    }

    private boolean admits(SocketChannel socket) {
      String address = address(socket);
      if (proxies.test(address)) {
        return true;
      }
      forgetClosedFromTimeToTime();
      Set<SocketChannel> mine =
          open.computeIfAbsent(ClientAddress.of(address), same -> new HashSet<>());
      if (mine.size() >= share(mine.size())) {
        mine.removeIf(other -> !other.isOpen());
      }
      return mine.size() < share(mine.size()) && mine.add(socket);
    }

    private int share(int mine) {
      long rest = getMaxConnections() - getConnectionCount() + mine;
      return Math.min(each, Math.max(1, (int) (rest / QUARTER)));
    }

    /** So that what is remembered stays within twice what is open. */
    private void forgetClosedFromTimeToTime() {
      accepted++;
      if (accepted > getMaxConnections()) {
        accepted = 0;
        open.values().forEach(sockets -> sockets.removeIf(socket -> !socket.isOpen()));
        open.values().removeIf(Set::isEmpty);
      }
    }

    private static String address(SocketChannel socket) {
      try {
        return socket.getRemoteAddress() instanceof InetSocketAddress internet
            ? internet.getAddress().getHostAddress()
            : "";
      } catch (IOException closed) {
        return "";
      }
    }
  }
}
