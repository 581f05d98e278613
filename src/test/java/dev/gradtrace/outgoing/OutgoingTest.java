package dev.gradtrace.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A malicious server can do no harm by its answer. */
@Timeout(60)
class OutgoingTest {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Outgoing outgoing =
      new Outgoing(Guard.of(List.of("127.0.0.1")), InetAddress::getAllByName);

  private Answer ask(String url, Duration longest) throws Unreachable {
    return outgoing.send(
        new Message("GET", outgoing.destination(url), Map.of(), null, longest, 100));
  }

  @Test
  void sendsWhatItIsTold() throws Unreachable {
    try (Receiver receiver = Receiver.answering(204)) {
      Message message =
          new Message(
              "POST",
              outgoing.destination(receiver.url("/a%20b?c=d")),
              Map.of("Content-Type", "application/json", "x-own", "1"),
              "{}".getBytes(StandardCharsets.UTF_8),
              LONGEST,
              100);
      assertThat(outgoing.send(message).status()).isEqualTo(204);
      Receiver.Request request = receiver.received().get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.target()).isEqualTo("/a%20b?c=d");
      assertThat(request.body()).asString().isEqualTo("{}");
      assertThat(request.headers().getFirst("User-agent")).isEqualTo("gradtrace");
      assertThat(request.headers().getFirst("X-own")).isEqualTo("1");
      assertThat(request.headers().keySet())
          .doesNotContain("Cookie", "Authorization", "Accept-encoding", "Upgrade");
    }
  }

  @Test
  void followsNoRedirectAndKeepsNoCookie() throws Unreachable {
    try (Receiver receiver =
        Receiver.at(
            (exchange, request) -> {
              exchange.getResponseHeaders().add("Location", "/elsewhere");
              exchange.getResponseHeaders().add("Set-Cookie", "a=b");
              exchange.sendResponseHeaders(302, -1);
            })) {
      assertThat(ask(receiver.url("/"), LONGEST).status()).isEqualTo(302);
      assertThat(ask(receiver.url("/"), LONGEST).status()).isEqualTo(302);
      assertThat(receiver.received())
          .extracting(Receiver.Request::target)
          .containsExactly("/", "/");
      assertThat(receiver.received().get(1).headers()).doesNotContainKey("Cookie");
    }
  }

  @Test
  void readsNoMoreThanItWants() throws Unreachable {
    try (Receiver receiver =
        Receiver.at(
            (exchange, request) -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] part = new byte[100_000];
              // Ends when nobody reads any more.
              while (true) {
                exchange.getResponseBody().write(part);
              }
            })) {
      Answer answer = ask(receiver.url("/"), LONGEST);
      assertThat(answer.body()).hasSize(100);
      assertThat(answer.whole()).isFalse();
    }
  }

  @Test
  void waitsNoLongerThanItIsTold() {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver receiver = Receiver.at((exchange, request) -> await(end))) {
      assertThatExceptionOfType(Unreachable.class)
          .isThrownBy(() -> ask(receiver.url("/"), SHORT))
          .withMessage("no answer within 0 s");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each read gets some bytes within the time limit, but the answer never ends. */
  @Test
  void waitsNoLongerForAnAnswerThatComesByteByByte() throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              for (byte b : "HTTP/1.1 200 OK\r\nx: ".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(b);
              }
              while (true) {
                socket.getOutputStream().write('y');
                socket.getOutputStream().flush();
                LockSupport.parkNanos(20_000_000);
              }
            })) {
      assertThatExceptionOfType(Unreachable.class)
          .isThrownBy(() -> ask(server.url(), SHORT))
          .withMessage("no answer within 0 s");
    }
  }

  @Test
  void readsNoEndlessHeadersAndNothingThatIsNotHttp() throws Exception {
    for (String answer :
        List.of(
            "HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000) + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(10_000) + "\r\n",
            "SSH-2.0-OpenSSH_9.9\r\n\r\n",
            "\0\1\2\3\r\n".repeat(20))) {
      try (RawServer server =
          new RawServer(
              socket -> {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              })) {
        assertThatExceptionOfType(Unreachable.class)
            .isThrownBy(() -> ask(server.url(), LONGEST))
            .withMessage("the connection broke, or the answer is not HTTP");
      }
    }
  }

  @Test
  void saysWhyThereIsNoAnswer() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThatExceptionOfType(Unreachable.class)
        .isThrownBy(() -> ask("http://127.0.0.1:" + free, LONGEST))
        .withMessage("no connection");
    try (RawServer server = new RawServer(socket -> socket.getOutputStream().write('x'))) {
      assertThatExceptionOfType(Unreachable.class)
          .isThrownBy(() -> ask(server.url().replace("http:", "https:"), LONGEST))
          .withMessage("the TLS connection failed");
    }
    Outgoing lost =
        new Outgoing(
            Guard.of(List.of()),
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatExceptionOfType(Unreachable.class)
        .isThrownBy(
            () ->
                lost.send(
                    new Message(
                        "GET",
                        lost.destination("http://nowhere.example"),
                        Map.of(),
                        null,
                        LONGEST,
                        1)))
        .withMessage("the host is not known");
  }

  /** Sends fixed bytes to the first client, without reading its request. */
  private static final class RawServer implements AutoCloseable {

    private interface Saying {
      void to(Socket socket) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    RawServer(Saying saying) throws IOException {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  saying.to(socket);
                } catch (IOException left) {
                  // Nobody listens any more.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
