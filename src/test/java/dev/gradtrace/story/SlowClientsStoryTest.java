package dev.gradtrace.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address that keeps the service waiting on as many connections as it likes. */
@Timeout(180)
class SlowClientsStoryTest {

  private static final String ATTACKER = "127.0.0.3";
  private static final String USER = "127.0.0.2";

  /** Less than the service waits for anybody, and enough for a machine that is busy. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final int SMALL_WINDOW = 4096;

  private static ServiceProcess service;

  @BeforeAll
  static void start(@TempDir Path home) {
    service = ServiceProcess.start(home);
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SLOW_BODY, 230",
    "SLOW_UPLOAD, 230",
    "NO_READER, 230",
    "SLOW_HEAD, 230",
    "IDLE, 600"
  })
  void silencesNobodyElse(Attack attack, int connections) throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        Socket socket = connect(ATTACKER, service.ports().get(0));
        held.add(socket);
        attack.begin(socket);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(ask(service.ports().get(0), "GET /v1/presets")).startsWith("HTTP/1.1 200");
        assertThat(ask(service.ports().get(0), "GET /actuator/health/liveness"))
            .startsWith("HTTP/1.1 200");
        assertThat(ask(service.ports().get(1), "GET /actuator/health/readiness"))
            .startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  /** What is sent at first; nothing follows. */
  private enum Attack {
    SLOW_BODY(
        "POST /v1/gradients"
            + HEAD
            + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"),
    SLOW_UPLOAD(
        "POST /v1/datasets"
            + HEAD
            + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000000\r\n\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n1,2\r\n"),
    NO_READER(("GET /swagger-ui/swagger-ui-bundle.js" + HEAD + "\r\n").repeat(4)),
    SLOW_HEAD("GET /v1/presets HTTP/1.1\r\nHost: local"),
    IDLE("");

    private final String start;

    Attack(String start) {
      this.start = start;
    }

    private void begin(Socket socket) {
      try {
        socket.getOutputStream().write(start.getBytes(ISO_8859_1));
      } catch (IOException refused) {
        // It has more connections than it may have.
      }
    }
  }

  private static String ask(int port, String line) throws IOException {
    try (Socket socket = connect(USER, port)) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket
          .getOutputStream()
          .write((line + HEAD + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static Socket connect(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_WINDOW);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    return socket;
  }
}
