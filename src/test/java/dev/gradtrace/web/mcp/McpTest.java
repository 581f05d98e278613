package dev.gradtrace.web.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import dev.gradtrace.web.Wire;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a language model can ask for, by the official client, and what it gets for mistakes. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"gradtrace.mcp.enabled=true", "gradtrace.limits.json-body=2MB"})
class McpTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String EXAMPLE = "Example: ";

  @LocalServerPort private int port;
  private Service service;
  private Model model;

  @BeforeEach
  void connect() {
    service = new Service(port);
    model = new Model(port, null);
  }

  @AfterEach
  void leave() {
    model.close();
  }

  private static String call(String tool, String arguments) {
    return "{'jsonrpc': '2.0', 'id': 1, 'method': 'tools/call', 'params': {'name': '%s', 'arguments': %s}}"
        .formatted(tool, arguments)
        .replace('\'', '"');
  }

  private HttpResponse<String> post(String message, String... headers) {
    return service.post("/mcp", message.replace('\'', '"'), headers);
  }

  /** The cause of a failing network, and what helps, in three calls. */
  @Test
  void findsOutWhyTenSigmoidLayersDoNotLearnAndWhatHelps() {
    assertThat(model.tools()).extracting(Tool::name).contains("diagnose", "try_remedies");
    assertThat(model.instructions()).contains("diagnose");

    JsonNode diagnosis = model.use("diagnose", Model.FAILING);
    JsonNode job = model.use("train", Model.FAILING);
    JsonNode remedies =
        model.use("try_remedies", "{'jobId': '%s'}".formatted(job.path("jobId").asString()));

    assertThat(model.calls()).isEqualTo(3);
    assertThat(diagnosis.path("verdict").asString()).isEqualTo("faulty");
    assertThat(diagnosis.path("findings").path(0).path("rule").asString())
        .isEqualTo("vanishing_gradient");
    assertThat(diagnosis.path("findings").path(0).path("layers").asString()).isEqualTo("1–10");
    assertThat(diagnosis.path("summary").asString()).contains("0.617 per layer", "relu with He");
    assertThat(job.path("status").asString()).isEqualTo("succeeded");
    assertThat(remedies.path("summary").asString())
        .contains("relu with He initialisation: 0.9")
        .contains("the first cell 0.333");
  }

  @Test
  void saysTheSameAsOverHttp() {
    JsonNode job = model.use("train", Model.FAILING);
    String id = job.path("jobId").asString();
    JsonNode known = service.read("/v1/training-jobs/" + id);
    assertThat(job.path("result").path("trainingLoss").doubleValue())
        .isCloseTo(
            known.path("result").path("trainingLoss").doubleValue(),
            org.assertj.core.api.Assertions.withinPercentage(0.05));

    JsonNode trace = model.use("trace_gradients", "{'jobId': '%s', 'maxPoints': 5}".formatted(id));
    assertThat(trace.path("step")).hasSize(5);
    assertThat(trace.path("step").get(0).asLong()).isEqualTo(1);
    assertThat(trace.path("step").get(4).asLong()).isEqualTo(100);
    assertThat(trace.path("layers")).hasSize(11);
    assertThat(trace.path("layers").get(0).path("deltaLog10")).hasSize(5);

    JsonNode diagnosis = model.use("diagnose", "{'jobId': '%s'}".formatted(id));
    assertThat(diagnosis.path("jobId").asString()).isEqualTo(id);
    assertThat(diagnosis.path("verdict"))
        .isEqualTo(service.read("/v1/training-jobs/" + id + "/diagnosis").path("verdict"));
  }

  @Test
  void readsRunsThatAreTrainedElsewhere() {
    JsonNode run =
        service.post(
            "/v1/observed-runs",
            Service.json(
                "{'network': %s, 'cost': 'quadratic', 'batch': {'dataset': {'id': 'iris'}}}"
                    .formatted(Model.SIGMOIDS)),
            201);
    String id = run.path("id").asString();
    JsonNode known =
        model.use("get_training_job", "{'jobId': '%s', 'waitSeconds': 0}".formatted(id));
    assertThat(known.path("jobId").asString()).isEqualTo(id);
    assertThat(known.path("status").asString()).isEqualTo("running");
  }

  /** Each description has an example that works as it stands. */
  @Test
  void describesItsToolsTruthfully() {
    int examples = 0;
    for (Tool tool : model.tools()) {
      int example = tool.description().indexOf(EXAMPLE);
      String text = example < 0 ? "" : tool.description().substring(example + EXAMPLE.length());
      if (!text.isEmpty() && !text.contains("…") && !text.contains("{training job}")) {
        JsonNode answer = model.use(tool.name(), text.substring(0, text.lastIndexOf('}') + 1));
        assertThat(answer.path("summary").asString()).as(tool.name()).isNotBlank();
        examples++;
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "activation, activations",
    "cost, costs",
    "metrics, metrics",
  })
  void namesWhatTheCatalogueHas(String member, String section) {
    List<String> known = new ArrayList<>();
    service
        .read("/v1/catalogue")
        .path(section)
        .forEach(entry -> known.add(entry.path("name").asString()));
    List<List<String>> described = new ArrayList<>();
    model.tools().forEach(tool -> enums(JSON.valueToTree(tool.inputSchema()), member, described));
    assertThat(described)
        .isNotEmpty()
        .allSatisfy(names -> assertThat(names).hasSameElementsAs(known));
  }

  private static void enums(JsonNode schema, String member, List<List<String>> found) {
    schema
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              JsonNode names =
                  value.has("items") ? value.path("items").path("enum") : value.path("enum");
              if (entry.getKey().equals(member) && names.isArray()) {
                found.add(names.valueStream().map(JsonNode::asString).toList());
              }
              enums(value, member, found);
            });
  }

  @Test
  void describesItselfInAFewThousandWords() {
    assertThat(post("{'jsonrpc': '2.0', 'id': 1, 'method': 'tools/list'}").body().length())
        .isLessThan(33_000);
  }

  @Test
  void refusesWithThePointersOfHttp() {
    String faulty =
        Model.FAILING
            .replace("'units': 3", "'units': 0")
            .replace("'quadratic'", "'quadratisch'")
            .replace("'epochs': 20", "'epochs': 0, 'speed': 9")
            .replace('\'', '"');
    JsonNode overHttp = Refused.with(400, service.post("/v1/training-jobs", faulty));
    JsonNode problem = model.refused("train", faulty);
    assertThat(problem.path("errors")).isEqualTo(overHttp.path("errors"));
    assertThat(Refused.pointers(problem))
        .contains("/network/layers/1/units", "/cost", "/epochs", "/speed");
    assertThat(problem.path("status").asInt()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get_training_job | {}                                          | /jobId
          get_training_job | {'jobId': 7}                                | /jobId
          get_training_job | {'jobId': 'a', 'waitSeconds': 51}           | /waitSeconds
          get_training_job | {'jobId': 'a', 'waitSeconds': -1}           | /waitSeconds
          get_training_job | {'jobId': 'a', 'job': 'b'}                  | /job
          train            | {'waitSeconds': 'long'}                     | /waitSeconds
          train            | {}                                          | /network
          diagnose         | {'jobId': 'a', 'cost': 'quadratic'}         | /cost
          trace_gradients  | {'jobId': 'a', 'maxPoints': 1}              | /maxPoints
          trace_gradients  | {'jobId': 'a', 'maxPoints': 1000000}        | /maxPoints
          trace_gradients  | {'jobId': 'a', 'layers': [1.5]}             | /layers/0
          look_at_gradients | {'metrics': ['speed']}                     | /metrics/0
          look_at_gradients | {'include': ['gradients']}                 | /include/0
          list_datasets    | {'limit': 51}                               | /limit
          read_catalogue   | {'section': 'spells'}                       | /section
          read_catalogue   | {'name': 'relu'}                            | /section
          read_catalogue   | {'section': 'costs', 'name': 'relu'}        | /name
          """)
  void namesThePlaceOfEveryFault(String tool, String arguments, String pointer) {
    assertThat(Refused.pointers(model.refused(tool, arguments))).contains(pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "..", "../datasets/iris", "a/b;c", "%2e%2e", "a?b=c#d", "Ä\\"})
  void findsNothingUnderAStrangeId(String id) {
    String arguments = JSON.createObjectNode().put("jobId", id).toString().replace("'", "");
    assertThat(model.refused("get_training_job", arguments).path("status").asInt()).isIn(400, 404);
    assertThat(model.refused("diagnose", arguments).path("status").asInt()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{bad",
        "[]",
        "7",
        "null",
        "[{'jsonrpc': '2.0', 'id': 1, 'method': 'ping'}]",
        "{'id': 1, 'method': 'ping'}",
        "{'jsonrpc': '1.0', 'id': 1, 'method': 'ping'}",
        "{'jsonrpc': '2.0', 'id': 1}",
        "{'jsonrpc': '2.0', 'id': 1, 'method': 7}",
        "{'jsonrpc': '2.0', 'id': {}, 'method': 'ping'}",
        "{'jsonrpc': '2.0', 'id': 1.5, 'method': 'ping'}",
        "{'jsonrpc': '2.0', 'id': null, 'method': 'ping'}",
        "{'jsonrpc': '2.0', 'id': 1, 'method': 'tools/call', 'params': [1]}",
        "{'jsonrpc': '2.0', 'id': 1, 'id': 2, 'method': 'ping'}",
        "{'jsonrpc': '2.0', 'id': 1, 'method': 'ping', 'params': {'x': NaN}}"
      })
  void refusesWhatIsNoMessage(String text) {
    Refused.with(400, post(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -32601 | {'jsonrpc': '2.0', 'id': 'a', 'method': 'spells/cast'}
          -32602 | {'jsonrpc': '2.0', 'id': 'a', 'method': 'tools/call'}
          -32602 | {'jsonrpc': '2.0', 'id': 'a', 'method': 'tools/call', 'params': {'name': 'nothing'}}
          -32602 | {'jsonrpc': '2.0', 'id': 'a', 'method': 'tools/call', 'params': {'name': 7}}
          -32602 | {'jsonrpc': '2.0', 'id': 'a', 'method': 'tools/call', 'params': {'name': 'train', 'arguments': [1]}}
          """)
  void saysWhatItDoesNotKnow(int code, String text) {
    HttpResponse<String> answer = post(text);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode error = JSON.readTree(answer.body());
    assertThat(error.path("id").asString()).isEqualTo("a");
    assertThat(error.path("error").path("code").asInt()).isEqualTo(code);
    assertThat(error.path("error").path("message").asString()).doesNotContain("Exception", "java");
  }

  @Test
  void keepsNothingOfAClient() {
    HttpResponse<String> greeting =
        post(
            "{'jsonrpc': '2.0', 'id': 1, 'method': 'initialize', 'params': {'protocolVersion': '2025-06-18', 'capabilities': {}, 'clientInfo': {'name': 'n', 'version': '1'}}}");
    assertThat(greeting.headers().map()).doesNotContainKeys("mcp-session-id", "set-cookie");
    assertThat(greeting.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode result = JSON.readTree(greeting.body()).path("result");
    assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-06-18");
    assertThat(post("{'jsonrpc': '2.0', 'method': 'notifications/initialized'}").statusCode())
        .isEqualTo(202);
    assertThat(post("{'jsonrpc': '2.0', 'id': 1, 'result': {}}").statusCode()).isEqualTo(202);
  }

  @Test
  void answersAnUnknownVersionWithTheNewestAndRefusesItsMessages() {
    HttpResponse<String> greeting =
        post(
            "{'jsonrpc': '2.0', 'id': 1, 'method': 'initialize', 'params': {'protocolVersion': '1999-01-01'}}");
    assertThat(greeting.body()).contains("2025-11-25");
    Refused.with(
        400,
        post(
            "{'jsonrpc': '2.0', 'id': 1, 'method': 'ping'}", "MCP-Protocol-Version", "1999-01-01"));
  }

  @Test
  void opensNoStream() {
    JsonNode problem = Refused.with(405, service.get("/mcp", "Accept", "text/event-stream"));
    assertThat(problem.path("instance").asString()).isEqualTo("/mcp");
    assertThat(service.delete("/mcp").statusCode()).isEqualTo(405);
  }

  @Test
  void isNotForPagesAndHostsFromElsewhere() {
    String ping = "{'jsonrpc': '2.0', 'id': 1, 'method': 'ping'}";
    Refused.with(403, post(ping, "Origin", "https://evil.example"));
    assertThat(
            new Wire(port)
                .answer(
                    "POST /mcp HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"))
        .startsWith("HTTP/1.1 421");
  }

  @Test
  void refusesBodiesThatAreTooLong() {
    String long3MB = " ".repeat(3 << 20);
    Refused.with(413, post(call("list_datasets", "{}") + long3MB));
    String rows = "[" + "0,".repeat(250_000) + "0]";
    Refused.with(422, post(call("look_at_gradients", "{'batch': {'labels': " + rows + "}}")));
    Refused.with(400, post(call("train", "{'a': " + "[".repeat(100) + "]".repeat(100) + "}")));
  }

  @Test
  void tellsOfAThousandLayersWhatFits() {
    String deep = Model.SIGMOIDS.replace("'repeat': 10", "'repeat': 1000");
    JsonNode look =
        model.use(
            "look_at_gradients",
            "{'network': %s, 'cost': 'quadratic', 'batch': {'dataset': {'id': 'iris'}, 'first': 5}}"
                .formatted(deep));
    JsonNode rows = look.path("layers").path("rows");
    assertThat(rows.get(0).get(0).asInt()).isEqualTo(1);
    assertThat(rows.get(rows.size() - 1).get(0).asInt()).isEqualTo(1001);
    assertThat(look.path("summary").asString()).contains("10^-64");
    assertThat(look.path("thinned").path("/layers/rows").asString())
        .isEqualTo(rows.size() + " of 1001");

    JsonNode job =
        model.use(
            "train",
            Model.FAILING
                .replace("'repeat': 10", "'repeat': 500")
                .replace("'epochs': 20", "'epochs': 2"));
    JsonNode trace =
        model.use(
            "trace_gradients",
            "{'jobId': '%s', 'maxPoints': 100, 'metrics': ['deltaLog10', 'weightNorm']}"
                .formatted(job.path("jobId").asString()));
    assertThat(trace.has("thinned")).isTrue();
  }

  @Test
  void startsNothingTwiceUnderOneKey() {
    String job = Model.FAILING.replace("'epochs': 20", "'epochs': 1, 'idempotencyKey': 'once'");
    String first = model.use("train", job).path("jobId").asString();
    assertThat(model.use("train", job).path("jobId").asString()).isEqualTo(first);
    assertThat(
            model
                .refused("train", job.replace("'quadratic'", "'mean_squared_error'"))
                .path("status")
                .asInt())
        .isEqualTo(422);
  }

  @Test
  void answersBeforeALongJobHasEndedAndStopsItWhenAsked() {
    String job = Model.FAILING.replace("'epochs': 20", "'epochs': 100000, 'waitSeconds': 0.2");
    JsonNode running = model.use("train", job);
    String id = "{'jobId': '%s'}".formatted(running.path("jobId").asString());
    assertThat(running.path("status").asString()).isIn("queued", "running");
    assertThat(running.path("summary").asString()).contains("get_training_job");
    model.use("cancel_training_job", id);
    assertThat(model.use("get_training_job", id).path("status").asString()).isEqualTo("cancelled");
    assertThat(model.refused("cancel_training_job", id).path("status").asInt()).isEqualTo(409);
  }

  @Test
  void comparesSettingsOverSeeds() {
    JsonNode answer =
        model.use(
            "run_experiment",
            "{'base': %s, 'factors': [{'pointer': '/network/layers/0/repeat', 'values': [10, 1]}], 'seeds': [1, 2]}"
                .formatted(Model.FAILING));
    assertThat(answer.path("cells")).hasSize(2);
    assertThat(answer.path("summary").asString()).startsWith("Best by trainingAccuracy is cell 1");
    assertThat(answer.path("cells").get(0).path("firstDeltaLog10ByLayer")).hasSize(11);
    assertThat(answer.path("cells").get(0).path("figures").path("trainingLoss").path("n").asInt())
        .isEqualTo(2);
  }

  @Test
  void forecastsAndComparesCosts() {
    assertThat(
            model
                .use("forecast_gradients", "{'network': %s}".formatted(Model.SIGMOIDS))
                .path("regime")
                .asString())
        .isEqualTo("ordered");
    assertThat(
            model
                .use(
                    "compare_costs",
                    "{'network': %s, 'costs': ['quadratic', 'binary_cross_entropy'], 'batch': {'dataset': {'id': 'iris'}}}"
                        .formatted(Model.SIGMOIDS))
                .path("summary")
                .asString())
        .contains("The decay does not change");
  }

  /** Names, types and depths of arguments as nobody should send them: an answer or a refusal. */
  @Test
  void failsForNoArguments() {
    List<String> values =
        List.of("null", "true", "-1", "1e308", "''", "[]", "{}", "[[1]]", "{'a': {'b': []}}");
    List<String> names = new ArrayList<>();
    for (Tool tool : model.tools()) {
      Map<String, Object> properties =
          JSON.convertValue(tool.inputSchema(), JsonNode.class).has("properties")
              ? JSON.convertValue(tool.inputSchema().get("properties"), Map.class)
              : Map.of();
      Stream.concat(properties.keySet().stream(), Stream.of("__proto__"))
          .forEach(name -> names.add(tool.name() + " " + name));
    }
    assertThat(names).hasSizeGreaterThan(50);
    IntStream.range(0, names.size() * values.size())
        .forEach(
            i -> {
              String[] place = names.get(i / values.size()).split(" ");
              String arguments = "{'%s': %s}".formatted(place[1], values.get(i % values.size()));
              HttpResponse<String> answer = post(call(place[0], arguments));
              assertThat(answer.statusCode()).as(place[0] + arguments).isEqualTo(200);
              assertThat(answer.body())
                  .as(place[0] + arguments)
                  .doesNotContain("\\\"status\\\":5", "java.", "Exception", "dev.gradtrace");
            });
  }
}
