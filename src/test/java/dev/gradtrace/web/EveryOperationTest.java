package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What HTTP asks of a server holds of each operation that the document names, and of MCP. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.mcp.enabled=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String NETWORK =
      "'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]}, 'cost': 'quadratic',"
          + " 'trace': {'distributions': ['delta'], 'curvature': true}";

  private static final String JOB =
      "{" + NETWORK + ", 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}, 'epochs': 2}";

  private static final String FORM = "multipart/form-data; boundary=B";

  private static final String POINT = "{'parameters': [{'weights': [[1, 2]], 'biases': [0]}]}";

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND");

  /** Reads whose answers may change, even of what has ended. */
  private static final Set<String> NEVER_SETTLED =
      Set.of(
          "/v1/catalogue",
          "/v1/presets",
          "/v1/presets/{name}",
          "/v1/datasets",
          "/v1/datasets/{id}",
          "/v1/datasets/{id}/rows",
          "/v1/training-jobs",
          "/v1/training-jobs/{id}/events",
          "/v1/training-jobs/{id}/deliveries",
          "/v1/observed-runs",
          "/v1/observed-runs/{id}/events",
          "/v1/observed-runs/{id}/deliveries",
          "/v1/experiments",
          "/v1/experiments/{id}/deliveries");

  @LocalServerPort private int port;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Address> addresses = new ArrayList<>();

  /**
   * A path of the OpenAPI document.
   *
   * @param target the path with the ids of finished resources, and required query parameters
   * @param methods documented methods, in capitals
   * @param get documentation of GET, if any
   * @param takesFiles whether a body is a multipart form
   */
  private record Address(
      String pattern, String target, Set<String> methods, JsonNode get, boolean takesFiles) {

    boolean hasGet() {
      return methods.contains("GET");
    }

    boolean isOfOne() {
      return pattern.contains("{");
    }

    String path() {
      return target.split("\\?")[0];
    }

    /** The methods expected in {@code Allow}. */
    Set<String> allowed() {
      Set<String> allowed = new TreeSet<>(methods);
      allowed.add("OPTIONS");
      if (hasGet()) {
        allowed.add("HEAD");
      }
      return allowed;
    }

    @Override
    public String toString() {
      return pattern;
    }
  }

  @BeforeAll
  void read() {
    Service service = new Service(port);
    String job = service.train(Service.json(JOB)).get("id").asString();
    JsonNode experiment =
        service.post("/v1/experiments", Service.json("{'base': " + JOB + "}"), 201);
    service.finished(experiment.at("/runs/0/jobId").asString());
    String batch = ", 'batch': {'inputs': [[1, 0]], 'targets': [[0]]}}";
    String run =
        service
            .post("/v1/observed-runs", Service.json("{" + NETWORK + batch), 201)
            .get("id")
            .asString();
    byte[] point = POINT.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Service.body(
        service.put("/v1/observed-runs/" + run + "/steps/0", "application/json", point), 200);
    Service.body(service.post("/v1/observed-runs/" + run + "/finish", ""), 200);
    Map<String, String> ids =
        Map.of(
            "training-jobs", job,
            "observed-runs", run,
            "experiments", experiment.get("id").asString());
    for (Map.Entry<String, JsonNode> path :
        service.read("/v3/api-docs").get("paths").properties()) {
      String id =
          ids.entrySet().stream()
              .filter(kind -> path.getKey().contains(kind.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("iris");
      String target =
          path.getKey()
              .replace("{id}", id)
              .replace("{name}", "neuron-quadratic-saturated")
              .replace("{chart}", "loss_curve")
              .replace("{step}", "0");
      assertThat(target).as("a path with values for its variables").doesNotContain("{");
      Set<String> methods = new TreeSet<>();
      path.getValue().propertyNames().forEach(name -> methods.add(name.toUpperCase(Locale.ROOT)));
      JsonNode get = path.getValue().path("get");
      boolean takesFiles =
          path.getValue().at("/post/requestBody/content").has("multipart/form-data");
      addresses.add(new Address(path.getKey(), target + query(get), methods, get, takesFiles));
    }
    assertThat(addresses).hasSizeGreaterThan(40);
  }

  /** The required query parameters, each with the first of its words. */
  private static String query(JsonNode operation) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.get("in").asString().equals("query")
          && parameter.path("required").asBoolean(false)) {
        query.append(query.isEmpty() ? '?' : '&');
        query.append(parameter.get("name").asString()).append('=');
        query.append(parameter.at("/schema/enum/0").asString());
      }
    }
    return query.toString();
  }

  @Test
  void tellsWhichMethodsThereAre() {
    for (Address address : with(any -> true)) {
      HttpResponse<byte[]> options = send("OPTIONS", address.target());
      assertThat(options.statusCode()).as("OPTIONS %s", address).isEqualTo(200);
      assertThat(allowed(options)).as("OPTIONS %s", address).isEqualTo(address.allowed());
      for (String method : METHODS) {
        if (!address.methods().contains(method)) {
          HttpResponse<byte[]> refusal = send(method, address.target());
          requireProblem(method, address.path(), refusal, 405);
          assertThat(allowed(refusal)).as("%s %s", method, address).isEqualTo(address.allowed());
        }
      }
    }
  }

  private static Set<String> allowed(HttpResponse<byte[]> answer) {
    String allow = answer.headers().firstValue("Allow").orElse("");
    return new TreeSet<>(Arrays.asList(allow.split(", ?")));
  }

  @Test
  void hasTheHeadOfWhatItHas() {
    for (Address address : with(Address::hasGet)) {
      HttpResponse<byte[]> whole = send("GET", address.target());
      HttpResponse<byte[]> head = send("HEAD", address.target());
      assertThat(whole.statusCode()).as("%s: %s", address, text(whole)).isEqualTo(200);
      assertThat(head.statusCode()).as("HEAD %s", address).isEqualTo(200);
      assertThat(head.body()).as("HEAD %s", address).isEmpty();
      for (String field :
          List.of("Content-Type", "ETag", "Cache-Control", "Vary", "Content-Disposition")) {
        assertThat(head.headers().allValues(field))
            .as("%s of HEAD %s", field, address)
            .isEqualTo(whole.headers().allValues(field));
      }
      assertThat(String.join(", ", whole.headers().allValues("Vary")))
          .as("Vary of %s", address)
          .contains("Accept", "Accept-Encoding", "Authorization");
    }
  }

  @Test
  void sendsNothingTwiceThatStaysAsItIs() {
    for (Address address : with(Address::hasGet)) {
      boolean isSettled = address.get().get("responses").has("304");
      assertThat(isSettled).as("%s has a tag", address).isNotEqualTo(isNeverSettled(address));
      if (isSettled) {
        HttpResponse<byte[]> first = send("GET", address.target());
        String tag = first.headers().firstValue("ETag").orElse("none");
        for (String method : List.of("GET", "HEAD")) {
          for (String known : List.of(tag, "*")) {
            HttpResponse<byte[]> again = send(method, address.target(), "If-None-Match", known);
            assertThat(again.statusCode()).as("%s %s %s", method, address, known).isEqualTo(304);
            assertThat(again.body()).as("%s %s %s", method, address, known).isEmpty();
            assertThat(again.headers().firstValue("ETag")).as("%s", address).hasValue(tag);
            assertThat(again.headers().firstValue("Cache-Control"))
                .as("%s", address)
                .isEqualTo(first.headers().firstValue("Cache-Control"));
          }
        }
        assertThat(send("GET", address.target(), "If-None-Match", "\"x\"").statusCode())
            .as("%s", address)
            .isEqualTo(200);
      }
    }
  }

  private static boolean isNeverSettled(Address address) {
    return NEVER_SETTLED.contains(address.pattern());
  }

  @Test
  void sendsPartsOfFiles() {
    List<Address> files =
        with(one -> one.get().at("/responses/200/content").has("application/octet-stream"));
    assertThat(files).hasSizeGreaterThanOrEqualTo(3);
    for (Address address : files) {
      byte[] whole = send("GET", address.target()).body();
      HttpResponse<byte[]> part = send("GET", address.target(), "Range", "bytes=2-5");
      assertThat(part.statusCode()).as("%s", address).isEqualTo(206);
      assertThat(part.headers().firstValue("Content-Range"))
          .as("%s", address)
          .hasValue("bytes 2-5/" + whole.length);
      assertThat(part.body()).as("%s", address).isEqualTo(Arrays.copyOfRange(whole, 2, 6));
      HttpResponse<byte[]> none =
          send("GET", address.target(), "Range", "bytes=" + whole.length + "-");
      requireProblem("GET", address.path(), none, 416);
    }
  }

  @Test
  void refusesToAnswerInAnotherForm() {
    for (Address address : with(Address::hasGet)) {
      HttpResponse<byte[]> answer = send("GET", address.target(), "Accept", "application/xml");
      if (address.get().get("responses").has("406")) {
        requireProblem("GET", address.path(), answer, 406);
      } else {
        assertThat(answer.statusCode()).as("%s", address).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "%20", "%e2%98%83", "-1", "a.b", "~", "0", "id'--"})
  void knowsNothingUnderOtherNames(String name) {
    for (Address address : with(Address::isOfOne)) {
      String path = address.pattern().replaceAll("\\{\\w+}", name);
      for (String method : address.methods()) {
        HttpResponse<byte[]> answer = send(method, path);
        assertThat(answer.statusCode()).as("%s %s", method, path).isBetween(400, 422);
        requireProblem(method, path, answer, answer.statusCode());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "a%00b", "%zz", "%c0%af", "a%2fb", "%2e%2e", "a;b", "a%5cb", "%"})
  void refusesPathsThatCannotBeRead(String name) {
    for (Address address : with(Address::isOfOne)) {
      String path = address.pattern().replaceAll("\\{\\w+}", name);
      for (String method : address.methods()) {
        String answer = new Wire(port).answer(method, path, "application/json", "{}");
        assertThat(answer).as("%s %s", method, path).startsWith("HTTP/1.1 400 ");
        assertThat(answer)
            .as("%s %s", method, path)
            .containsIgnoringCase("application/problem+json");
        JsonNode problem =
            JSON.readTree(answer.substring(answer.indexOf("{\""), answer.lastIndexOf('}') + 1));
        assertThat(problem.path("instance").asString(""))
            .as("%s %s", method, path)
            .startsWith(address.pattern().substring(0, address.pattern().indexOf('{')))
            .matches("[!-~]+");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1", "after=%FF", "x=%zz", "%C0%AF=1", "format=%", "=", "a=1&=&b"})
  void refusesQueriesThatCannotBeRead(String query) {
    for (Address address : with(any -> true)) {
      for (String method : address.methods()) {
        String answer =
            new Wire(port).answer(method, address.path() + "?" + query, "application/json", "{}");
        assertThat(answer).as("%s %s", method, address).startsWith("HTTP/1.1 400 ");
        assertThat(answer)
            .as("%s %s", method, address)
            .contains("\"instance\":\"" + address.path() + "\"");
      }
    }
  }

  @Test
  void refusesQueriesThatNobodyKnows() {
    for (Address address : with(any -> true)) {
      for (String method : address.methods()) {
        HttpResponse<byte[]> answer =
            address.takesFiles()
                ? send(method, address.path() + "?nobodyKnows=1", "Content-Type", FORM)
                : send(method, address.path() + "?nobodyKnows=1");
        JsonNode problem = requireProblem(method, address.path(), answer, 400);
        assertThat(problem.at("/errors").toString())
            .as("%s %s", method, address)
            .contains("/nobodyKnows");
      }
    }
  }

  @Test
  void keepsToTheSameForModels() {
    HttpResponse<byte[]> options = send("OPTIONS", "/mcp");
    assertThat(allowed(options)).containsExactly("OPTIONS", "POST");
    requireProblem("GET", "/mcp", send("GET", "/mcp"), 405);
    requireProblem("DELETE", "/mcp", send("DELETE", "/mcp"), 405);
    assertThat(options.headers().firstValue("Vary").orElse("")).contains("Accept");
    for (String query : List.of("=1", "x=%zz", "=")) {
      assertThat(new Wire(port).answer("POST", "/mcp?" + query, "application/json", "{}"))
          .startsWith("HTTP/1.1 400 ")
          .contains("\"instance\":\"/mcp\"");
    }
  }

  private List<Address> with(Predicate<Address> property) {
    List<Address> chosen = addresses.stream().filter(property).toList();
    assertThat(chosen).isNotEmpty();
    return chosen;
  }

  private HttpResponse<byte[]> send(String method, String target, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
            .method(method, BodyPublishers.ofString(hasBody(method) ? "{}" : ""));
    if (hasBody(method)) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static boolean hasBody(String method) {
    return Set.of("POST", "PUT", "PATCH").contains(method);
  }

  private static JsonNode requireProblem(
      String method, String path, HttpResponse<byte[]> answer, int status) {
    String what = "%s %s: %s".formatted(method, path, text(answer));
    assertThat(answer.statusCode()).as(what).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .as(what)
        .hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(text(answer));
    assertThat(problem.path("instance").asString("")).as(what).isEqualTo(path);
    assertThat(problem.path("detail").asString("")).as(what).isNotBlank();
    return problem;
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
