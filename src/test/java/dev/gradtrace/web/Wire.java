package dev.gradtrace.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends arbitrary bytes over a connection, also what no HTTP client would. */
public record Wire(int port) {

  /** The answer until the service closes the connection; one char per byte. */
  public String answer(String request) {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer to a request without a body. */
  public String answer(String method, String target) {
    return answer(head(method, target) + "\r\n");
  }

  /** The answer to a request with a body. */
  public String answer(String method, String target, String contentType, String body) {
    return answer(
        head(method, target)
            + "Content-Type: %s\r\nContent-Length: %s\r\n\r\n%s"
                .formatted(contentType, body.length(), body));
  }

  /** Sends the beginning of a request and closes the connection. */
  public void abort(String beginning) {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String head(String method, String target) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(method, target);
  }
}
