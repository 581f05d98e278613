package dev.gradtrace.outgoing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that records the requests it receives. */
public final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> received = new CopyOnWriteArrayList<>();

  /** A recorded request. */
  public record Request(String method, String target, Headers headers, byte[] body) {}

  /** Answers a recorded request. */
  public interface Answer {
    void to(HttpExchange exchange, Request request) throws IOException;
  }

  private Receiver(int port, Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Request request =
                new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            received.add(request);
            answer.to(exchange, request);
          }
        });
    server.start();
  }

  /** A server on any free port. */
  public static Receiver at(Answer answer) {
    return new Receiver(0, answer);
  }

  /** A server on the given port. */
  public static Receiver at(int port, Answer answer) {
    return new Receiver(port, answer);
  }

  /** A server that answers with a status and no body. */
  public static Receiver answering(int status) {
    return at((exchange, request) -> exchange.sendResponseHeaders(status, -1));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Its URL with a numeric address. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The requests so far. */
  public List<Request> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
