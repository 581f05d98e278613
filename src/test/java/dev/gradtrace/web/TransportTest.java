package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What HTTP itself can get wrong, and what it carries besides JSON. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TransportTest {

  private static final String XOR =
      """
      {"network": {"inputs": 2, "layers": [
         {"units": 3, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
       "cost": "binary_cross_entropy", "dataset": {"id": "xor"},
       "optimizer": {"name": "sgd", "learningRate": 0.5}, "epochs": 3}
      """;

  private static final String MOONS =
      "{\"name\": \"moons\", \"generator\": {\"name\": \"moons\", \"seed\": %s}}";

  /** Slightly above the limit for a body. */
  private static final long TOO_MANY_BYTES = 65L << 20;

  @LocalServerPort private int port;

  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/nothing, 404",
    "/v1/datasets/nothing, 404",
    "/v1/datasets/nothing/rows, 404",
    "/v1/training-jobs/nothing, 404",
    "/v1/training-jobs/nothing/loss-curve, 404",
    "/v1/training-jobs/nothing/gradient-trace, 404",
    "/v1/training-jobs/nothing/events, 404",
    "/v1/training-jobs/nothing/parameters, 404",
    "/v1/gradients, 405",
    "/v1/datasets?limit=0, 400",
    "/v1/datasets?limit=-1, 400",
    "/v1/datasets?limit=x, 400",
    "/v1/datasets?limit=99999999999999999999, 400",
    "/v1/datasets/iris/rows?offset=-1, 400",
    "/v1/training-jobs?status=done, 400",
    "/v1/training-jobs?limit=0, 400",
    "/error, 404"
  })
  void refusesToAnswer(String path, int status) {
    Refused.with(status, service.get(path));
  }

  @Test
  void namesTheQueryParameter() {
    assertThat(Refused.pointers(Refused.with(400, service.get("/v1/datasets?limit=x"))))
        .containsExactly("/limit");
  }

  @Test
  void lowersALimitThatIsTooHigh() {
    assertThat(service.read("/v1/datasets?limit=1000").get("hasMore").asBoolean()).isFalse();
    assertThat(service.read("/v1/datasets/digits/rows?limit=1000").get("inputs")).hasSize(100);
  }

  @Test
  void tellsWhichMethodsThereAre() {
    HttpResponse<String> answer = service.get("/v1/gradients");
    Refused.with(405, answer);
    assertThat(answer.headers().firstValue("Allow")).hasValue("OPTIONS,POST");
    Refused.with(405, service.delete("/v1/catalogue"));
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/xml",
    "application/yaml",
    "application/cbor",
    "application/x-www-form-urlencoded",
    "application/vnd.x+json",
    "nonsense"
  })
  void readsJsonOnly(String type) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri("/v1/training-jobs"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(XOR)));
    Refused.with(415, answer);
  }

  @Test
  void readsJsonWithItsParameters() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri("/v1/training-jobs"))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(XOR)));
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void readsNoEncodedJson() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/v1/training-jobs"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(XOR));
    HttpResponse<String> answer = send(request.copy().header("Content-Encoding", "gzip"));
    Refused.with(415, answer);
    assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
    assertThat(send(request.copy().header("Content-Encoding", "identity")).statusCode())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"text/csv", "image/svg+xml", "text/html", "application/xml", "garbage"})
  void writesOnlyWhatIsDeclared(String type) throws Exception {
    Refused.with(
        406, send(HttpRequest.newBuilder(uri("/v1/catalogue")).header("Accept", type).GET()));
  }

  @Test
  void refusesABodyThatIsTooLargeWhetherItsLengthIsKnownOrNot() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/v1/gradients")).header("Content-Type", "application/json");
    Refused.with(
        413,
        send(
            request
                .copy()
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(Spaces::new), TOO_MANY_BYTES))));
    Refused.with(413, send(request.copy().POST(BodyPublishers.ofInputStream(Spaces::new))));
  }

  @Test
  void refusesTextThatIsNotUtf8() throws Exception {
    byte[] broken = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
    Refused.with(
        400,
        send(
            HttpRequest.newBuilder(uri("/v1/gradients"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(broken))));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /v1/cata|logue HTTP/1.1, 400",
    "GET /v1/%zz HTTP/1.1, 400",
    "GET /v1/..%2f..%2fetc HTTP/1.1, 400",
    "NONSENSE, 400",
    "GET / HTTP/9.9, 505"
  })
  void refusesWhatTomcatDoesNotUnderstand(String line, int status) throws IOException {
    String answer = raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
    assertThat(answer).doesNotContain("<html").doesNotContain("Tomcat").doesNotContain("Exception");
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws IOException {
    String answer =
        raw(
            "GET / HTTP/1.1\r\nHost: x\r\nX: "
                + "a".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void doesOnceWhatIsAskedTwiceWithOneKey() {
    String body = MOONS.formatted(1);
    HttpResponse<String> first =
        service.post("/v1/datasets", body, "Idempotency-Key", "transport-1");
    HttpResponse<String> second =
        service.post("/v1/datasets", body, "Idempotency-Key", "transport-1");
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    Refused.with(
        422, service.post("/v1/datasets", MOONS.formatted(2), "Idempotency-Key", "transport-1"));
  }

  @Test
  void forgetsTheKeyOfWhatWasRefused() {
    Refused.with(400, service.post("/v1/datasets", "{}", "Idempotency-Key", "transport-2"));
    assertThat(
            service
                .post("/v1/datasets", MOONS.formatted(3), "Idempotency-Key", "transport-2")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void takesCsvAndNamesItsBadCells() {
    Map<String, Object> good =
        Map.of("file", bytes("a,b,y\n1,2,x\n3,4,z\n"), "labelColumn", "y", "name", "csv");
    JsonNode dataset = Service.body(service.upload("/v1/datasets", good), 201);
    assertThat(dataset.get("samples").asInt()).isEqualTo(2);
    assertThat(dataset.get("task").asString()).isEqualTo("classification");
    Map<String, Object> bad = Map.of("file", bytes("a,y\n1,2\nq,3\n"), "targetColumns", "y");
    JsonNode problem = Refused.with(422, service.upload("/v1/datasets", bad));
    assertThat(problem.at("/errors/0/detail").asString()).contains("line 3", "column 1");
    Map<String, Object> odd = Map.of("file", bytes("a,y\n1,2\n"), "colour", "red");
    assertThat(Refused.pointers(Refused.with(400, service.upload("/v1/datasets", odd))))
        .containsExactly("/colour");
    Refused.with(400, service.upload("/v1/datasets", Map.of("name", "nothing else")));
  }

  @Test
  void refusesAMultipartBodyThatIsNone() throws Exception {
    Refused.with(
        400,
        send(
            HttpRequest.newBuilder(uri("/v1/datasets"))
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("x"))));
  }

  @Test
  void keepsBuiltInDatasets() {
    Refused.with(409, service.delete("/v1/datasets/iris"));
    Refused.with(404, service.delete("/v1/datasets/nothing"));
  }

  @Test
  void givesCurvesAsCsvToWhoeverPrefersIt() {
    String job = service.train(Service.json(XOR)).get("id").asString();
    String curve = "/v1/training-jobs/" + job + "/loss-curve";
    String trace = "/v1/training-jobs/" + job + "/gradient-trace";
    assertThat(service.get(curve, "Accept", "text/csv").body().lines()).hasSize(1 + 3 + 4);
    assertThat(service.get(trace, "Accept", "text/csv").body().lines()).hasSize(1 + 3 * 2);
    String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    assertThat(service.get(trace, "Accept", browser).body()).startsWith("{");
    Refused.with(406, service.get(trace, "Accept", "application/xml"));
    Refused.with(400, service.get(trace + "?metrics=nothing"));
    Refused.with(400, service.get(trace + "?layers=3"));
    Refused.with(400, service.get(trace + "?layers=x"));
    Refused.with(400, service.get(trace + "?layers=1,,2"));
    Refused.with(400, service.get(trace + "?layers=,"));
    Refused.with(400, service.get(trace + "?metrics=loss,,"));
    Refused.with(400, service.get(trace + "?fromStep=x"));
    Refused.with(400, service.get(trace + "?maxPoints=1"));
  }

  @Test
  void streamsEventsToTheEndAndResumesWithoutAGap() {
    String job = service.post("/v1/training-jobs", Service.json(XOR), 201).get("id").asString();
    String events = "/v1/training-jobs/" + job + "/events";
    String stream = service.get(events, "Accept", "text/event-stream").body();
    JsonNode list = service.read(events);
    List<String> ids = stream.lines().filter(line -> line.startsWith("id:")).toList();
    assertThat(ids).hasSameSizeAs(list);
    assertThat(stream).contains("event:status", "event:epoch").contains("\"succeeded\"");
    String rest = service.get(events, "Accept", "text/event-stream", "Last-Event-ID", "2").body();
    assertThat(stream).endsWith(rest).isNotEqualTo(rest);
    HttpResponse<String> over =
        service.get(events, "Accept", "text/event-stream", "Last-Event-ID", "" + ids.size());
    assertThat(over.statusCode()).isEqualTo(204);
    Refused.with(400, service.get(events, "Last-Event-ID", "x"));
  }

  @Test
  void knowsWhatAJobCanNoLongerDo() {
    String job = "/v1/training-jobs/" + service.train(Service.json(XOR)).get("id").asString();
    Refused.with(409, service.post(job + "/cancel", ""));
    assertThat(service.delete(job).statusCode()).isEqualTo(204);
    Refused.with(404, service.delete(job));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** White space before a JSON text that never begins. */
  private static final class Spaces extends InputStream {

    private long left = TOO_MANY_BYTES;

    @Override
    public int read() {
      return left-- > 0 ? ' ' : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(left, length);
      if (count <= 0) {
        return -1;
      }
      Arrays.fill(target, offset, offset + count, (byte) ' ');
      left -= count;
      return count;
    }
  }
}
