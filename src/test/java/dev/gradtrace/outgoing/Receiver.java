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

/** A server on this machine that keeps what it is sent. */
public final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> received = new CopyOnWriteArrayList<>();

  /** A request as it came. */
  public record Request(String method, String target, Headers headers, byte[] body) {}

  /** Answers a request that was kept. */
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

  /** Answers as told, at any free port. */
  public static Receiver at(Answer answer) {
    return new Receiver(0, answer);
  }

  /** Answers as told. */
  public static Receiver at(int port, Answer answer) {
    return new Receiver(port, answer);
  }

  /** Answers with a status and nothing else. */
  public static Receiver answering(int status) {
    return at((exchange, request) -> exchange.sendResponseHeaders(status, -1));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Its URL, by the number of its address. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** What came so far. */
  public List<Request> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
