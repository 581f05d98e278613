package dev.gradtrace.story;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way to a database, which can be cut: then nobody listens at its end. */
final class Cable implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("(?<=localhost:)\\d+");

  private final int far;
  private final int near;
  private final String url;
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();

  /**
   * A cable that is cut.
   *
   * @param url JDBC URL of a server on this machine
   */
  Cable(String url) {
    Matcher port = PORT.matcher(url);
    if (!port.find()) {
      throw new IllegalArgumentException(url);
    }
    far = Integer.parseInt(port.group());
    try (ServerSocket free = new ServerSocket(0)) {
      near = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.url = port.replaceFirst(Integer.toString(near));
  }

  /** The URL by way of the cable. */
  String url() {
    return url;
  }

  void mend() {
    try {
      ServerSocket server = new ServerSocket(near, 0, InetAddress.getLoopbackAddress());
      open.add(server);
      start(() -> accept(server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void cut() {
    for (Closeable end = open.poll(); end != null; end = open.poll()) {
      try {
        end.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    cut();
  }

  private void accept(ServerSocket server) throws IOException {
    while (true) {
      Socket here = server.accept();
      Socket there = new Socket(InetAddress.getLoopbackAddress(), far);
      open.add(here);
      open.add(there);
      start(() -> here.getInputStream().transferTo(there.getOutputStream()));
      start(() -> there.getInputStream().transferTo(here.getOutputStream()));
    }
  }

  private interface Transfer {
    void run() throws IOException;
  }

  private static void start(Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException expected) {
                // It was cut.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
