package dev.gradtrace.web.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that keep the service waiting, and more of them than one address may have. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "gradtrace.budget.requests=2",
      "gradtrace.clients.grace=1s",
      "gradtrace.clients.requests-each=5",
      "gradtrace.clients.connections-each=20",
      "gradtrace.security.trusted-proxies=127.0.0.9",
      "server.tomcat.connection-timeout=3s"
    })
@Timeout(90)
class SlowClientsTest {

  private static final String JSON =
      "POST /v1/gradients HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private static final String UPLOAD =
      "POST /v1/datasets HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Type: multipart/form-data; boundary=x\r\n";

  private static final String NOTHING =
      "POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";

  private static final String PART =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\r\n";

  @LocalServerPort private int port;

  /** The requests wait at the same time, each from an address of its own. */
  @Test
  void areNotWaitedForWhenTheySendNothing() throws IOException {
    List<String> starts =
        List.of(
            JSON + "Content-Length: 100000\r\n\r\n{",
            JSON + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
            UPLOAD + "Content-Length: 100000\r\n\r\n" + PART,
            NOTHING,
            "DELETE /v1/datasets/iris HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
    List<Socket> slow = new ArrayList<>();
    try {
      for (String start : starts) {
        Socket socket = connect("127.0.1." + (slow.size() + 1));
        slow.add(socket);
        socket.getOutputStream().write(start.getBytes(ISO_8859_1));
      }
      for (int i = 0; i < starts.size(); i++) {
        String answer = new String(slow.get(i).getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(answer).as(starts.get(i)).contains("application/problem+json");
        if (i < 3) {
          assertThat(answer)
              .as(starts.get(i))
              .startsWith("HTTP/1.1 408")
              .contains("\"status\":408");
        }
      }
    } finally {
      close(slow);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        JSON + "Content-Length: 100000\r\n\r\n{",
        UPLOAD + "Content-Length: 100000\r\n\r\n" + PART,
        NOTHING
      })
  void areNotWaitedForWhenTheySendAByteNowAndThen(String start) throws Exception {
    try (Socket socket = connect("127.0.0.4")) {
      OutputStream out = socket.getOutputStream();
      out.write(start.getBytes(ISO_8859_1));
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                out.write(' ');
                return socket.getInputStream().available() > 0;
              });
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 408".length());
      assertThat(new String(line, ISO_8859_1))
          .isEqualTo(start.contains("nothing") ? "HTTP/1.1 404" : "HTTP/1.1 408");
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void keepTheirConnectionWhenTheySendEnough() throws IOException {
    byte[] spaces = " ".repeat(50_000).getBytes(ISO_8859_1);
    try (Socket socket = connect("127.0.0.5")) {
      for (int i = 0; i < 3; i++) {
        socket
            .getOutputStream()
            .write(
                "POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n"
                    .getBytes(ISO_8859_1));
        socket.getOutputStream().write(spaces);
      }
      socket
          .getOutputStream()
          .write(
              "GET /v1/presets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(ISO_8859_1));
      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answers.split("HTTP/1.1 404", -1)).hasSize(4);
      assertThat(answers).contains("HTTP/1.1 200");
    }
  }

  @Test
  void haveTheirShareOfRequestsAndLeaveOthersTheirs() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        Socket socket = connect("127.0.0.6");
        socket
            .getOutputStream()
            .write((JSON + "Content-Length: 100000\r\n\r\n{").getBytes(ISO_8859_1));
        slow.add(socket);
      }
      String refused =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () -> ask("127.0.0.6", "GET /v1/presets"),
                  answer -> !answer.startsWith("HTTP/1.1 200"));
      assertThat(refused)
          .startsWith("HTTP/1.1 429")
          .containsIgnoringCase("Retry-After: 1")
          .contains("application/problem+json", "nosniff");
      assertThat(ask("127.0.0.6", "GET /actuator/health/liveness")).startsWith("HTTP/1.1 200");
      assertThat(ask("127.0.0.7", "GET /v1/presets")).startsWith("HTTP/1.1 200");
      assertThat(ask("127.0.0.7", "GET /v1/presets", "X-Forwarded-For: 127.0.0.6"))
          .startsWith("HTTP/1.1 200");
      assertThat(ask("127.0.0.9", "GET /v1/presets", "X-Forwarded-For: 127.0.0.8"))
          .startsWith("HTTP/1.1 200");
      assertThat(ask("127.0.0.9", "GET /v1/presets", "X-Forwarded-For: 127.0.0.8, 127.0.0.6"))
          .startsWith("HTTP/1.1 429");
    } finally {
      close(slow);
    }
  }

  @Test
  void haveTheirShareOfConnectionsAndLeaveOthersTheirs() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        idle.add(connect("127.0.0.10"));
      }
      assertThat(isOpen("127.0.0.10")).isFalse();
      assertThat(isOpen("127.0.0.11")).isTrue();
      close(idle.subList(0, 5));
      await().until(() -> isOpen("127.0.0.10"));
    } finally {
      close(idle);
    }
  }

  private boolean isOpen(String from) throws IOException {
    try {
      return ask(from, "GET /v1/presets").startsWith("HTTP/1.1 200");
    } catch (SocketException closed) {
      return false;
    }
  }

  private String ask(String from, String line, String... fields) throws IOException {
    try (Socket socket = connect(from)) {
      StringBuilder request =
          new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
      for (String field : fields) {
        request.append(field).append("\r\n");
      }
      socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private Socket connect(String from) throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
