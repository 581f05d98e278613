package dev.gradtrace.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What has ended is sent once. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ConditionalReadsTest {

  private static final String JOBS = "/v1/training-jobs/";

  private static final String XOR =
      """
      {'network': {'inputs': 2, 'layers': [
         {'units': 3, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'xor'},
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'epochs': %s,
       'trace': {'curvature': true}}
      """;

  private static final String SATURATED =
      """
      {'network': {'inputs': 1, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
       'parameters': [{'weights': [[2]], 'biases': [2]}], 'cost': 'quadratic',
       'dataset': {'inputs': [[1]], 'targets': [[0]]},
       'optimizer': {'name': 'sgd', 'learningRate': 0.15}, 'batchSize': 1, 'epochs': 300}
      """;

  @LocalServerPort private int port;
  @Autowired private JdbcClient database;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/json, no-cache",
    "/loss-curve, application/json, immutable",
    "/loss-curve, text/csv, immutable",
    "/loss-curve, image/svg+xml, no-cache",
    "/gradient-trace, application/json, immutable",
    "/gradient-trace?metrics=deltaLog10&layers=1, application/x-ndjson, immutable",
    "/gradient-trace, image/svg+xml, no-cache",
    "/curvature, application/json, immutable",
    "/curvature, text/csv, immutable",
    "/curvature, image/svg+xml, no-cache",
    "/parameters, application/json, immutable",
    "/export?format=onnx, application/octet-stream, no-cache",
    "/diagnosis, application/json, no-cache",
    "/diagnosis, text/csv, no-cache"
  })
  void whatIsKnownOfAFinishedJobIsNotSentAgain(String path, String type, String kept) {
    String address = JOBS + trained() + path;
    HttpResponse<String> first = service.get(address, "Accept", type);
    String tag = tag(first);
    assertThat(tag).startsWith("W/\"");
    assertHeaders(first, tag, kept);

    HttpResponse<String> again =
        service.get(address, "Accept", type, "If-None-Match", "\"other\", " + tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertHeaders(again, tag, kept);

    HttpResponse<String> other = service.get(address, "Accept", type, "If-None-Match", "\"other\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(first.body());
  }

  @Test
  void answersThatDifferHaveTagsThatDiffer() {
    String job = JOBS + trained();
    String other = JOBS + trained();
    List<HttpResponse<String>> answers =
        Stream.of("application/json", "text/csv", "image/svg+xml", "application/x-ndjson")
            .flatMap(
                type ->
                    Stream.of(job, other)
                        .flatMap(
                            id ->
                                Stream.of("", "?metrics=deltaLog10")
                                    .map(query -> id + "/gradient-trace" + query))
                        .map(address -> service.get(address, "Accept", type)))
            .toList();
    Set<String> tags = answers.stream().map(ConditionalReadsTest::tag).collect(Collectors.toSet());
    assertThat(tags).hasSameSizeAs(answers);
    assertThat(tag(service.get(job + "/loss-curve", "Accept", "*/*")))
        .isEqualTo(tag(service.get(job + "/loss-curve", "Accept", "application/json")));
  }

  @Test
  void nothingThatIsKeptIsReadForA304() {
    String id = trained();
    String tag = tag(service.get(JOBS + id + "/gradient-trace"));
    database.sql("delete from job_payloads where owner = ?").param(id).update();
    HttpResponse<String> again = service.get(JOBS + id + "/gradient-trace", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void whatMayStillChangeHasNoTag() {
    String id =
        service
            .post("/v1/training-jobs", Service.json(XOR.formatted(100_000)), 201)
            .get("id")
            .asString();
    for (String path : List.of("", "/loss-curve", "/gradient-trace", "/events")) {
      HttpResponse<String> answer = service.get(JOBS + id + path, "If-None-Match", "*");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("ETag")).isEmpty();
    }
    service.post(JOBS + id + "/cancel", "");
    service.finished(id);
  }

  @Test
  void aRefusalIsNeverKept() {
    String id = trained();
    for (String path :
        List.of(
            "/gradient-trace?layers=9", "/export?format=none", "/export?names=torch", "/none")) {
      HttpResponse<String> refused = service.get(JOBS + id + path, "If-None-Match", "*");
      assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(refused.headers().firstValue("ETag")).isEmpty();
      assertThat(refused.headers().firstValue("Cache-Control").orElse(""))
          .doesNotContain("immutable");
    }
    service.delete(JOBS + id);
    assertThat(service.get(JOBS + id, "If-None-Match", "*").statusCode()).isEqualTo(404);
  }

  @Test
  void aDiagnosisIsSentAgainWhenRemediesWereTried() {
    String id = service.train(Service.json(SATURATED)).get("id").asString();
    HttpResponse<String> before = service.get(JOBS + id + "/diagnosis");
    JsonNode experiment = Service.body(service.post(JOBS + id + "/remedies", "{}"), 201);
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    HttpResponse<String> after =
        service.get(JOBS + id + "/diagnosis", "If-None-Match", tag(before));
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.body()).isNotEqualTo(before.body());
  }

  @Test
  void theComparisonOfAnExperimentIsSentAgainWhenAJobIsGone() {
    JsonNode experiment =
        service.post(
            "/v1/experiments",
            Service.json(
                "{'base': %s, 'factors': [{'pointer': '/optimizer/learningRate', 'values': [0.1, 0.2]}]}"
                    .formatted(XOR.formatted(2))),
            201);
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    String address = "/v1/experiments/" + experiment.get("id").asString() + "/comparison";
    String tag = tag(service.get(address));
    assertThat(service.get(address, "If-None-Match", tag).statusCode()).isEqualTo(304);
    service.delete(JOBS + experiment.at("/runs/1/jobId").asString());
    assertThat(service.get(address, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  private String trained() {
    return service.train(Service.json(XOR.formatted(3))).get("id").asString();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static void assertHeaders(HttpResponse<String> answer, String tag, String kept) {
    assertThat(answer.headers().allValues("ETag")).containsExactly(tag);
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
        .contains("private", kept);
    assertThat(String.join(",", answer.headers().allValues("Vary")).toLowerCase(Locale.ROOT))
        .contains("accept", "accept-encoding", "authorization");
  }
}
