package dev.gradtrace.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks HTTP from a loopback address of its own, a connection for each request. */
record Client(String address, int port, Tally tally) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
  private static final int LONGEST_SILENCE_MILLIS = 30_000;

  /** What came back; status 0 if the connection was closed without an answer. */
  record Answer(int status, String text) {

    boolean has(String header) {
      return text.toLowerCase(Locale.ROOT).contains("\r\n" + header.toLowerCase(Locale.ROOT) + ":");
    }

    /** The first text in quotes behind the name of a member of JSON; empty if there is none. */
    String member(String name) {
      Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(text);
      return found.find() ? found.group(1) : "";
    }
  }

  Answer get(String path) throws IOException {
    return ask("GET", path, "", new byte[0]);
  }

  Answer post(String path, String json) throws IOException {
    return ask("POST", path, "Content-Type: application/json\r\n", json.getBytes(UTF_8));
  }

  Answer ask(String method, String path, String headers, byte[] body) throws IOException {
    try (Socket socket = open(method, path, headers, body.length)) {
      OutputStream out = socket.getOutputStream();
      out.write(body);
      out.flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      String text = answer.toString(ISO_8859_1);
      Matcher status = STATUS.matcher(text);
      Answer given = new Answer(status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, text);
      tally.count(given);
      return given;
    }
  }

  /** A connection on which the head of a request was sent. */
  Socket open(String method, String path, String headers, long length) throws IOException {
    Socket socket = connect();
    String head =
        String.format(
            Locale.ROOT,
            "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n",
            method,
            path,
            port,
            headers,
            length);
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), LONGEST_SILENCE_MILLIS);
    return socket;
  }
}
