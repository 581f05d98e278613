package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Names, notes and tags of what people made. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CaptionsOverHttpTest {

  private static final String NETWORK =
      "'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]}, 'cost': 'quadratic'";
  private static final String JOB =
      "{" + NETWORK + ", 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}}";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  enum Kind {
    TRAINING_JOB("/v1/training-jobs", JOB),
    OBSERVED_RUN(
        "/v1/observed-runs", "{" + NETWORK + ", 'batch': {'inputs': [[0, 1]], 'targets': [[1]]}}"),
    EXPERIMENT("/v1/experiments", "{'base': " + JOB + "}");

    private final String path;
    private final String body;

    Kind(String path, String body) {
      this.path = path;
      this.body = body;
    }
  }

  @LocalServerPort private int port;

  private Service service() {
    return new Service(port);
  }

  private JsonNode made(Kind kind, String caption) {
    ObjectNode body = (ObjectNode) Service.json(kind.body);
    body.setAll((ObjectNode) Service.json(caption));
    return service().post(kind.path, body, 201);
  }

  private HttpResponse<String> patch(Kind kind, JsonNode thing, String change) {
    String path = kind.path + "/" + thing.get("id").asString();
    return service().patch(path, MERGE_PATCH, Service.json(change).toString());
  }

  private List<String> found(Kind kind, String query) {
    List<String> ids = new ArrayList<>();
    service()
        .read(kind.path + "?" + query)
        .get("data")
        .forEach(thing -> ids.add(thing.get("id").asString()));
    return ids;
  }

  @ParameterizedTest
  @EnumSource
  void areGivenChangedAndRemoved(Kind kind) {
    JsonNode thing = made(kind, "{'name': 'first', 'notes': 'two\\nlines', 'tags': ['a', 'b']}");
    assertThat(thing.get("name").asString()).isEqualTo("first");
    assertThat(thing.get("notes").asString()).isEqualTo("two\nlines");
    assertThat(thing.get("tags")).isEqualTo(Service.json("['a', 'b']"));

    JsonNode renamed = Service.body(patch(kind, thing, "{'name': 'second'}"), 200);
    assertThat(renamed.get("name").asString()).isEqualTo("second");
    assertThat(renamed.get("notes")).isEqualTo(thing.get("notes"));
    assertThat(renamed.get("tags")).isEqualTo(thing.get("tags"));

    JsonNode cleared = Service.body(patch(kind, thing, "{'notes': null, 'tags': null}"), 200);
    assertThat(cleared.get("name").asString()).isEqualTo("second");
    assertThat(cleared.get("notes").isNull()).isTrue();
    assertThat(cleared.get("tags").isEmpty()).isTrue();
    String path = kind.path + "/" + thing.get("id").asString();
    JsonNode read = service().read(path);
    assertThat(read.get("name").asString()).isEqualTo("second");
    assertThat(Service.body(service().patch(path, "application/json", "{}"), 200).get("name"))
        .isEqualTo(read.get("name"));
  }

  @ParameterizedTest
  @EnumSource
  void findThingsAgain(Kind kind) {
    String mark = UUID.randomUUID().toString();
    String first = made(kind, "{'name': 'Deep " + mark + "'}").get("id").asString();
    JsonNode second = made(kind, "{'tags': ['50% {x} " + mark.substring(0, 8) + "']}");
    String third = made(kind, "{'notes': 'so deep " + mark + "'}").get("id").asString();
    assertThat(found(kind, "q=dEEP%20" + mark)).containsExactly(third, first);
    assertThat(found(kind, "q=deep%20" + mark + "&after=" + third)).containsExactly(first);
    String tag = encoded("50% {x} " + mark.substring(0, 8));
    assertThat(found(kind, "tag=" + tag)).containsExactly(second.get("id").asString());
    assertThat(found(kind, "tag=" + tag.substring(0, tag.length() - 1))).isEmpty();
    assertThat(found(kind, "q=5_%25%20" + encoded("{x}"))).isEmpty();

    JsonNode page = service().read(kind.path + "?limit=1&q=deep%20" + mark);
    String next = page.get("next").asString();
    assertThat(service().read(next).at("/data/0/id").asString()).isEqualTo(first);
    made(kind, "{'tags': ['50% {x} " + mark.substring(0, 8) + "']}");
    next = service().read(kind.path + "?limit=1&tag=" + tag).get("next").asString();
    assertThat(service().read(next).at("/data/0/id")).isEqualTo(second.get("id"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'nme': 'x'}|400|/nme",
        "{'name': 3}|400|/name",
        "{'tags': 'x'}|400|/tags",
        "{'tags': [1]}|400|/tags/0",
        "[]|400|\"\"",
        "{'name': ' '}|422|/name",
        "{'name': 'a\\u0007'}|422|/name",
        "{'notes': 'a\\u0007'}|422|/notes",
        "{'tags': ['x', 'x']}|422|/tags/1",
        "{'tags': ['a\\nb']}|422|/tags/0",
        "{'tags': ['123456789 123456789 123456789 123456789 123456789 1']}|422|/tags/0"
      })
  void areRefusedByPlace(String change, int status, String pointer) {
    for (Kind kind : Kind.values()) {
      JsonNode thing = made(kind, "{'name': 'kept'}");
      JsonNode problem = Service.body(patch(kind, thing, change), status);
      assertThat(problem.at("/errors/0/pointer").asString()).as("%s", kind).isEqualTo(pointer);
      String self = kind.path + "/" + thing.get("id").asString();
      assertThat(service().read(self).get("name").asString()).isEqualTo("kept");
    }
  }

  @Test
  void areBounded() {
    JsonNode job = made(Kind.TRAINING_JOB, "{}");
    String many = "'t" + String.join("', 't", "abcdefghijklmnopqrstu".split("")) + "'";
    String longest = "n".repeat(4000);
    Service.body(patch(Kind.TRAINING_JOB, job, "{'tags': [" + many + "]}"), 422);
    Service.body(patch(Kind.TRAINING_JOB, job, "{'notes': '" + longest + "'}"), 200);
    Service.body(patch(Kind.TRAINING_JOB, job, "{'notes': '" + longest + "n'}"), 422);
    String q = "/v1/training-jobs?q=";
    Service.body(service().get(q + "x".repeat(200)), 200);
    Service.body(service().get(q + "x".repeat(201)), 422);
    Service.body(service().get("/v1/training-jobs?tag=" + "x".repeat(51)), 422);
  }

  @Test
  void ofNothingAreNotFound() {
    for (Kind kind : Kind.values()) {
      Service.body(service().patch(kind.path + "/none", MERGE_PATCH, "{}"), 404);
      Service.body(service().patch(kind.path + "/none", "text/plain", "{}"), 415);
    }
    JsonNode run = made(Kind.OBSERVED_RUN, "{}");
    Service.body(patch(Kind.TRAINING_JOB, run, "{'name': 'x'}"), 404);
  }

  @Test
  void changeTheTag() {
    Service service = service();
    JsonNode job = made(Kind.TRAINING_JOB, "{'name': 'before'}");
    service.finished(job.get("id").asString());
    String path = "/v1/training-jobs/" + job.get("id").asString();
    String tag = service.get(path).headers().firstValue("ETag").orElseThrow();
    assertThat(service.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    Service.body(patch(Kind.TRAINING_JOB, job, "{'name': 'after'}"), 200);
    HttpResponse<String> again = service.get(path, "If-None-Match", tag);
    assertThat(Service.body(again, 200).get("name").asString()).isEqualTo("after");
    assertThat(service.get(path + "/loss-curve", "Accept", "image/svg+xml").body())
        .contains("after");
  }

  @Test
  void ofAnExperimentChangeItsTag() {
    Service service = service();
    JsonNode experiment = made(Kind.EXPERIMENT, "{}");
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    String path = "/v1/experiments/" + experiment.get("id").asString();
    String tag = service.get(path).headers().firstValue("ETag").orElseThrow();
    Service.body(patch(Kind.EXPERIMENT, experiment, "{'notes': 'read me'}"), 200);
    assertThat(service.get(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }
}
