package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running service, as its users see it: over HTTP. */
public final class Service {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> FINISHED = Set.of("succeeded", "failed", "cancelled");
  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);
  private static final Duration LONGEST_JOB = Duration.ofMinutes(2);
  private static final String BOUNDARY = "----gradtrace-story";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  public Service(int port) {
    this.base = "http://localhost:" + port;
  }

  /** A JSON text, with single quotes for double ones. */
  public static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /** GET, which must answer 200 with JSON. */
  public JsonNode read(String path) {
    HttpResponse<String> answer =
        Await.until(
            "%s has its turn".formatted(path), LONGEST_TURN, () -> get(path), Service::isComputed);
    return body(answer, 200);
  }

  /** Whether it was not others' turn: stories share a service. */
  private static boolean isComputed(HttpResponse<String> answer) {
    return answer.statusCode() != 503;
  }

  /** The bytes that a path answers with. */
  public byte[] bytes(String path) {
    HttpResponse<byte[]> answer = send(request(path).GET().build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** POST of any bytes. */
  public HttpResponse<String> post(String path, String contentType, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** POST, which must answer with the status and JSON. */
  public JsonNode post(String path, JsonNode body, int status) {
    return body(post(path, body.toString()), status);
  }

  public HttpResponse<String> put(String path, String contentType, byte[] body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", contentType)
            .PUT(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** PATCH of JSON. */
  public HttpResponse<String> patch(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method("PATCH", BodyPublishers.ofString(body))
            .build());
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE().build());
  }

  /** A file in a form, under a name of its own. */
  public record Attachment(String name, byte[] bytes) {}

  /** POST of a form with files and fields; a value that is bytes is a file. */
  public HttpResponse<String> upload(String path, Map<String, Object> parts) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    parts.forEach(
        (name, value) -> {
          Attachment file =
              value instanceof byte[] bytes
                  ? new Attachment(name, bytes)
                  : value instanceof Attachment named ? named : null;
          String head =
              "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
                  .formatted(
                      BOUNDARY, name, file == null ? "" : "; filename=\"" + file.name() + "\"");
          form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
          form.writeBytes(
              file == null ? value.toString().getBytes(StandardCharsets.UTF_8) : file.bytes());
          form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
    form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(form.toByteArray()))
            .build());
  }

  /** Submits a training job and waits for its end. */
  public JsonNode train(JsonNode job) {
    return finished(post("/v1/training-jobs", job, 201).get("id").asString());
  }

  /** The job once it has ended. */
  public JsonNode finished(String id) {
    return Await.until(
        "job %s ends".formatted(id),
        LONGEST_JOB,
        () -> read("/v1/training-jobs/" + id),
        Service::isFinished);
  }

  /** Whether a job, as it is told, has ended. */
  static boolean isFinished(JsonNode job) {
    return FINISHED.contains(job.get("status").asString());
  }

  /** An event stream, line by line as they come; whoever has enough of it closes it. */
  public Stream<String> stream(String path, String... headers) {
    HttpRequest request =
        request(path, headers).header("Accept", "text/event-stream").GET().build();
    return send(request, BodyHandlers.ofLines()).body();
  }

  /** The JSON of an answer that must have the status. */
  public static JsonNode body(HttpResponse<String> response, int status) {
    return JSON.readTree(text(response, status));
  }

  /** The text of an answer that must have the status. */
  public static String text(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    return send(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
