package dev.gradtrace.web.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Sends HTTP requests with arbitrary headers. */
final class RawHttp {

  private RawHttp() {}

  /**
   * An answer, read until the connection closed.
   *
   * @param head status line and headers, each line in lower case
   */
  record Answer(int status, List<String> head, String body) {

    /** All values of a header. */
    List<String> field(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ": ";
      return head.stream()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .toList();
    }
  }

  /**
   * Sends a request without a body.
   *
   * @param line method and target
   * @param fields {@code name: value}; a Host of this machine is added if there is none
   */
  static Answer send(int port, String line, String... fields) {
    StringBuilder request = new StringBuilder(line).append(" HTTP/1.1\r\nConnection: close\r\n");
    List<String> all = List.of(fields);
    if (all.stream().noneMatch(field -> field.startsWith("Host:"))) {
      request.append("Host: localhost:").append(port).append("\r\n");
    }
    all.forEach(field -> request.append(field).append("\r\n"));
    return exchange(port, request.append("\r\n").toString());
  }

  /** Sends a text and reads to the end of the connection. */
  static Answer exchange(int port, String request) {
    return exchange(InetAddress.getLoopbackAddress(), port, request);
  }

  /** Sends a text to an address and reads to the end of the connection. */
  static Answer exchange(InetAddress address, int port, String request) {
    try (Socket socket = new Socket(address, port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> head = answer.substring(0, end).toLowerCase(Locale.ROOT).lines().toList();
    return new Answer(Integer.parseInt(head.get(0).split(" ")[1]), head, answer.substring(end + 4));
  }
}
