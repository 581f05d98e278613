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

/** HTTP/1.1 with a limit on the connections of each address. */
public final class SharedHttp11Protocol extends Http11NioProtocol {

  private final Endpoint endpoint;

  /** Called by Tomcat, which creates protocols by class name. */
  public SharedHttp11Protocol() {
    this(new Endpoint());
  }

  private SharedHttp11Protocol(Endpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /**
   * Limits the connections of an address to {@code each}, and to a quarter of what others leave.
   *
   * @param each most connections of an address
   * @param proxies addresses that stand for many clients and are not limited
   */
  void share(int each, Predicate<String> proxies) {
    endpoint.each = each;
    endpoint.proxies = proxies;
  }

  /**
   * Whether to compress an answer. One whose {@code Vary} already has {@code Accept-Encoding} and
   * whose client accepts no encoding is left alone, so that the header is not added twice.
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

  /** Counts connections as they are accepted, in the one acceptor thread. */
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

    /** Bounds the counters to twice the open connections. */
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
