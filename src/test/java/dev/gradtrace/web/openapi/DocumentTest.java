package dev.gradtrace.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document tells the truth. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DocumentTest {

  @LocalServerPort private int port;

  private Service service;
  private JsonNode document;

  @BeforeEach
  void read() {
    service = new Service(port);
    document = service.read("/v3/api-docs");
  }

  @Test
  void introducesItself() {
    assertThat(document.get("openapi").asString()).startsWith("3.1");
    assertThat(document.at("/info/title").asString()).isEqualTo("Gradtrace");
    assertThat(document.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
    assertThat(document.at("/info/description").asString()).contains("tour");
  }

  @Test
  void isOneForReadersOfAllLanguages(@Autowired LocaleResolver languages) {
    MockHttpServletRequest reader = new MockHttpServletRequest();
    reader.addPreferredLocale(Locale.GERMAN);
    assertThat(languages.resolveLocale(reader)).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void hasExamplesThatCanBePostedAsTheyStandAndAnswersOfTheDeclaredForm() {
    int examples = 0;
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      JsonNode post = path.getValue().path("post");
      JsonNode named = post.at("/requestBody/content/application~1json/examples");
      for (Map.Entry<String, JsonNode> example : named.properties()) {
        HttpResponse<String> answer =
            service.post(path.getKey(), example.getValue().get("value").toString());
        assertThat(answer.statusCode()).as(example.getKey() + answer.body()).isBetween(200, 299);
        conforms(answer, post.get("responses").get("" + answer.statusCode()), example.getKey());
        examples++;
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(13);
  }

  /** A forecast of one layer has no regime. */
  @Test
  void declaresNullAmongTheWordsOfWhatMayBeNull() {
    HttpResponse<String> answer =
        service.post(
            "/v1/forecast",
            "{\"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": \"tanh\"}]}}");
    assertThat(Service.body(answer, 200).get("regime").isNull()).isTrue();
    conforms(answer, document.at("/paths/~1v1~1forecast/post/responses/200"), "forecast");
  }

  @Test
  void declaresTheFormOfWhatCanBeRead() {
    JsonNode xor =
        document.at(
            "/paths/~1v1~1training-jobs/post/requestBody/content/application~1json/examples/xor/value");
    ObjectNode recorded = (ObjectNode) xor.deepCopy();
    recorded.set("trace", Service.json("{'distributions': ['delta'], 'curvature': true}"));
    String job = service.post("/v1/training-jobs", recorded, 201).get("id").asString();
    service.finished(job);
    String experiment =
        service
            .post("/v1/experiments", ((ObjectNode) Service.json("{}")).set("base", xor), 201)
            .get("id")
            .asString();
    String observed =
        service
            .post(
                "/v1/observed-runs",
                Service.json(
                    "{'network': {'inputs': 1, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},"
                        + " 'cost': 'quadratic', 'batch': {'inputs': [[1]], 'targets': [[0]]},"
                        + " 'trace': {'distributions': ['delta'], 'curvature': true}}"),
                201)
            .get("id")
            .asString();
    byte[] parameters =
        "{\"parameters\": [{\"weights\": [[1]], \"biases\": [0]}]}"
            .getBytes(StandardCharsets.UTF_8);
    Service.body(
        service.put("/v1/observed-runs/" + observed + "/steps/0", "application/json", parameters),
        200);
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      JsonNode get = path.getValue().get("get");
      if (get != null && get.at("/responses/200/content").has("application/json")) {
        String id =
            path.getKey().contains("training-jobs")
                ? job
                : path.getKey().contains("observed-runs")
                    ? observed
                    : path.getKey().contains("experiments") ? experiment : "iris";
        HttpResponse<String> answer =
            service.get(
                path.getKey().replace("{id}", id).replace("{name}", "neuron-quadratic-saturated"));
        assertThat(answer.statusCode()).as(path.getKey() + answer.body()).isEqualTo(200);
        conforms(answer, get.get("responses").get("200"), path.getKey());
      }
    }
  }

  @Test
  void refersToNothingThatItDoesNotDefine() {
    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
  }

  @Test
  void declaresTheFormOfProblems() {
    HttpResponse<String> refusal = service.post("/v1/gradients", "{}");
    JsonNode response = document.at("/paths/~1v1~1gradients/post/responses/400");
    List<String> faults = new ArrayList<>();
    new SchemaCheck(document, faults)
        .check(
            Service.body(refusal, 400),
            response.at("/content/application~1problem+json/schema"),
            "problem");
    assertThat(faults).isEmpty();
  }

  @Test
  void describesEveryOperationAndEveryFailureOfIt() {
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          JsonNode says = operation.getValue();
                          String name = operation.getKey() + " " + path.getKey();
                          assertThat(says.path("summary").asString()).as(name).isNotBlank();
                          assertThat(says.get("responses").has("406"))
                              .as(name)
                              .isEqualTo(isNegotiated(says));
                          if (says.has("requestBody")) {
                            assertThat(says.get("responses").propertyNames())
                                .as(name)
                                .contains("400", "413", "415", "422");
                          }
                          if (path.getKey().contains("{id}")) {
                            assertThat(says.get("responses").propertyNames())
                                .as(name)
                                .contains("404");
                          }
                        }));
  }

  /** Whether there is something to negotiate: an answer with a body, and not a file. */
  private static boolean isNegotiated(JsonNode operation) {
    return operation.get("responses").properties().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .flatMap(response -> response.getValue().path("content").propertyStream())
        .anyMatch(content -> !content.getKey().equals("application/octet-stream"));
  }

  @ParameterizedTest
  @CsvSource({
    "get, /v1/training-jobs/{id}/diagnosis, 409",
    "post, /v1/training-jobs/{id}/remedies, 422",
    "get, /v1/experiments/{id}/comparison, 422"
  })
  void describesRareFailures(String method, String path, String status) {
    assertThat(document.get("paths").get(path).get(method).get("responses").has(status)).isTrue();
  }

  @Test
  void knowsWhatAPathAndAQueryCanSay() {
    JsonNode chart = document.at("/paths/~1embed~1training-jobs~1{id}~1{chart}/get/parameters");
    assertThat(chart.valueStream().filter(one -> one.get("name").asString().equals("chart")))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.at("/schema/enum").valueStream().map(JsonNode::asString))
                    .contains("loss_curve", "heat_map"));
    for (String list : List.of("training-jobs", "observed-runs", "experiments")) {
      JsonNode get = document.at("/paths/~1v1~1" + list + "/get");
      assertThat(get.get("responses").has("422")).as(list).isTrue();
      assertThat(get.get("parameters").valueStream())
          .as(list)
          .anySatisfy(
              one -> {
                assertThat(one.get("name").asString()).isEqualTo("q");
                assertThat(one.at("/schema/maxLength").asInt()).isPositive();
              });
    }
  }

  @Test
  void describesEveryField() {
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(
                        field ->
                            assertThat(
                                    field.getValue().has("description")
                                        || field.getValue().has("$ref"))
                                .as("%s.%s is described", schema.getKey(), field.getKey())
                                .isTrue()));
  }

  /** Clients are generated with parameters by their places: these come from two handlers. */
  @Test
  void listsWhatIsAskedOfPicturesAfterWhatIsAskedOfTables() {
    JsonNode parameters =
        document.at("/paths/~1v1~1training-jobs~1{id}~1loss-curve/get/parameters");
    assertThat(parameters.findValuesAsString("name"))
        .containsExactly("id", "If-None-Match", "grain", "width", "height");
  }

  /** Another handler, which is not documented, says less of the same parameter. */
  @Test
  void saysOfAParameterWhatTheDocumentedHandlerSays() {
    JsonNode at = parameter("/v1/training-jobs/{id}/parameters", "at");
    assertThat(at.at("/schema/enum").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("start", "last");
  }

  @Test
  void listsPagesOfTwentyUnlessTold() {
    JsonNode limit = parameter("/v1/training-jobs", "limit");
    assertThat(limit.at("/schema/default").asInt()).isEqualTo(20);
    assertThat(limit.at("/schema/minimum").asInt()).isEqualTo(1);
  }

  private JsonNode parameter(String path, String name) {
    return document
        .get("paths")
        .get(path)
        .at("/get/parameters")
        .valueStream()
        .filter(parameter -> parameter.get("name").asString().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void namesNoParameterThatIsNone() {
    assertThat(document.toString()).doesNotContain("METRICS.kind").doesNotContain("BodyG");
  }

  private void conforms(HttpResponse<String> answer, JsonNode response, String name) {
    JsonNode schema = response.at("/content/application~1json/schema");
    assertThat(schema.isMissingNode()).as(name).isFalse();
    List<String> faults = new ArrayList<>();
    new SchemaCheck(document, faults)
        .check(Service.body(answer, answer.statusCode()), schema, name);
    assertThat(faults).isEmpty();
  }
}
