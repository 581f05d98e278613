package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What users call things is bounded wherever they may say it, and so are the lists that show it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GivenNamesTest {

  private static final JsonNode JOB =
      Service.json(
          """
          {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
           'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}, 'epochs': 1}
          """);

  private static final JsonNode DATASET =
      Service.json("{'name': 'x', 'inputs': [[1], [2]], 'targets': [[1], [2]]}");

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  static Stream<String> noNames() {
    return Stream.of(
        "a".repeat(201),
        "a".repeat(90_000),
        "a\nb",
        "\u001b[2J",
        "a\u0000b",
        "\u0001",
        "a\u0085",
        "a\u2028");
  }

  @ParameterizedTest
  @MethodSource("noNames")
  void refusesThemInJson(String name) {
    JsonNode experiment = ((ObjectNode) Service.json("{}")).set("base", JOB);
    refuses("/name", post("/v1/datasets", with(DATASET, "name", name)));
    refuses("/name", post("/v1/training-jobs", with(JOB, "name", name)));
    refuses("/name", post("/v1/experiments", with(experiment, "name", name)));
    if (name.length() != 201) {
      refuses("/question", post("/v1/experiments", with(experiment, "question", name)));
    }
    JsonNode factor = Service.json("{'pointer': '/name', 'values': []}");
    factor.withArray("values").add("fine").add(name);
    JsonNode named = experiment.deepCopy();
    named.withArray("factors").add(factor);
    refuses("/factors", post("/v1/experiments", named));
  }

  @ParameterizedTest
  @MethodSource("noNames")
  void refusesThemInFiles(String name) {
    refuses("/name", upload("a,y\n1,2\n", "name", name));
    if (!name.contains("\n")) {
      refuses("/file", upload("a,\"x" + name + "y\",y\n1,2,3\n", "name", "x"));
      refuses("/file", upload("a,y\n1,\"x" + name + "y\"\n2,b\n", "labelColumn", "y"));
      refuses("/file", upload("a,y\n1,\"x" + name + "y\"\n2,b\n", "name", "x"));
    }
  }

  @Test
  void takesEndsOfLinesWithinTheNamesOfATableForBlanks() {
    JsonNode dataset =
        Service.body(upload("\"a\nb\",y\n1,\"c\r\nd\"\n2,\"e\tf\"\n", "name", "x"), 201);
    assertThat(dataset.at("/columns/0").asString()).isEqualTo("a b");
    assertThat(dataset.get("classNames")).isEqualTo(Service.json("['c d', 'e f']"));
  }

  @Test
  void takesTwoHundredCharacters() {
    String name = "ü".repeat(200);
    String file = "a,%s\n1,%s\n2,b\n".formatted(name, name);
    JsonNode dataset = Service.body(upload(file, "name", name), 201);
    assertThat(dataset.get("name").asString()).isEqualTo(name);
    assertThat(dataset.at("/columns/1").asString()).isEqualTo(name);
    assertThat(dataset.at("/classNames/1").asString()).isEqualTo(name);
  }

  @Test
  void refusesManyLongNamesTogether() {
    String classes =
        IntStream.range(0, 600)
            .mapToObj(i -> i + "," + i + "x".repeat(190))
            .collect(Collectors.joining("\n", "a,y\n", "\n"));
    refuses("/file", upload(classes, "labelColumn", "y"));
    refuses("/file", upload(classes, "name", "x"));
    String columns =
        IntStream.range(0, 21_000)
            .mapToObj(i -> i + "x".repeat(195))
            .collect(Collectors.joining(","));
    String values = "1,".repeat(20_999) + "1\n";
    refuses("/file", upload(columns + "\n" + values + values, "name", "x"));
    refuses("/file", upload("a,y\n1," + "x".repeat(20_000) + "\n", "name", "x"));
  }

  @Test
  void listsTheFirstHundredColumnsAndClasses() {
    String header = IntStream.range(0, 150).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String rows =
        IntStream.range(0, 120)
            .mapToObj(i -> "1,".repeat(150) + "class" + i + "\n")
            .collect(Collectors.joining());
    JsonNode whole = Service.body(upload(header + ",y\n" + rows, "labelColumn", "y"), 201);
    JsonNode listed = service.read("/v1/datasets?limit=1").at("/data/0");
    assertThat(listed.get("id")).isEqualTo(whole.get("id"));
    for (String member : new String[] {"columns", "summary"}) {
      assertThat(whole.get(member)).hasSize(151);
      assertThat(listed.get(member)).hasSize(100);
      assertThat(listed.get(member).get(99)).isEqualTo(whole.get(member).get(99));
    }
    for (String member : new String[] {"classNames", "classCounts"}) {
      assertThat(whole.get(member)).hasSize(120);
      assertThat(listed.get(member)).hasSize(100);
    }
    for (String member : new String[] {"samples", "features", "outputs", "classes", "name"}) {
      assertThat(listed.get(member)).isEqualTo(whole.get(member));
    }
    assertThat(service.read("/v1/datasets/" + whole.get("id").asString())).isEqualTo(whole);
  }

  @Test
  void writesNoFormulasIntoTables() {
    String file = "=cmd|' /C calc'!A0,+1+1,-0.5,@x,y\n1,2,3,4,5\n-1,2,3,4,5\n";
    String id = Service.body(upload(file, "name", "x"), 201).get("id").asString();
    String table = service.get("/v1/datasets/" + id + "/rows", "Accept", "text/csv").body();
    assertThat(table)
        .startsWith("'=cmd|' /C calc'!A0,'+1+1,-0.5,'@x,y\r\n1.0,2.0")
        .contains("\r\n-1.0,");
  }

  @Test
  void writesNoFormulasIntoComparisons() {
    JsonNode request = ((ObjectNode) Service.json("{}")).set("base", JOB);
    JsonNode factor =
        Service.json("{'pointer': '/name', 'values': ['=1+1|cmd', '@SUM(1)', '+1+1']}");
    ((ObjectNode) request).putArray("factors").add(factor);
    JsonNode experiment = service.post("/v1/experiments", request, 201);
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    String table =
        Service.text(
            service.get(experiment.at("/links/comparison").asString(), "Accept", "text/csv"), 200);
    assertThat(table)
        .contains("'=1+1|cmd", "'@SUM(1)", "'+1+1")
        .doesNotContainPattern("(?m)(^|[,\"])[=@+]");
  }

  private static JsonNode with(JsonNode body, String member, String text) {
    return ((ObjectNode) body.deepCopy()).put(member, text);
  }

  private HttpResponse<String> post(String path, JsonNode body) {
    return service.post(path, body.toString());
  }

  private HttpResponse<String> upload(String file, String field, String text) {
    return service.upload(
        "/v1/datasets", Map.of("file", file.getBytes(StandardCharsets.UTF_8), field, text));
  }

  private static void refuses(String pointer, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
    assertThat(answer.body()).hasSizeLessThan(2000);
    assertThat(Refused.pointers(Refused.with(answer.statusCode(), answer)))
        .anyMatch(found -> found.startsWith(pointer));
  }
}
