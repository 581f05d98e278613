package dev.gradtrace.web.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.outgoing.Receiver;
import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * What an MLflow server is asked, and what becomes of its answers; {@code .ci/outgoing.py} has a
 * real one.
 */
@Timeout(120)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.outgoing.allowed=127.0.0.1")
class MlflowRunsTest {

  private static final String JOB =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 2, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd',
       'learningRate': 0.5}, 'epochs': %s, 'batchSize': 4}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void begin() {
    service = new Service(port);
  }

  private static String target(String uri) {
    return Service.json("{'trackingUri': '%s', 'experiment': 'tried'}".formatted(uri)).toString();
  }

  private String trained() {
    return "/v1/training-jobs/"
        + service.train(Service.json(JOB.formatted(3))).get("id").asString();
  }

  @Test
  void writesARunOnceForAKey() {
    try (Receiver mlflow = MlflowStandIn.start()) {
      String path = trained();
      String[] key = {"Idempotency-Key", "once"};
      String body = target(mlflow.url("/mlflow/"));
      HttpResponse<String> first = service.post(path + "/mlflow-runs", body, key);
      String page = mlflow.url("/mlflow/#/experiments/7/runs/r1");
      assertThat(Service.body(first, 201))
          .isEqualTo(Service.json("{'runId': 'r1', 'url': '" + page + "'}"));
      assertThat(first.headers().firstValue("Location")).contains(page);
      int asked = mlflow.received().size();
      assertThat(service.post(path + "/mlflow-runs", body, key).body()).isEqualTo(first.body());
      assertThat(mlflow.received()).hasSize(asked);
      assertThat(mlflow.received())
          .extracting(MlflowStandIn::operation)
          .startsWith(
              "experiments/get-by-name", "experiments/create", "runs/create", "runs/log-batch")
          .endsWith(
              "/mlflow/api/2.0/mlflow-artifacts/artifacts/7/r1/artifacts/gradtrace/spec.json",
              "/mlflow/api/2.0/mlflow-artifacts/artifacts/7/r1/artifacts/gradtrace/gradient-trace.csv",
              "/mlflow/api/2.0/mlflow-artifacts/artifacts/7/r1/artifacts/gradtrace/diagnosis.json",
              "runs/update");
      JsonNode end = json(mlflow.received().get(asked - 1));
      assertThat(end.get("status").asString()).isEqualTo("FINISHED");
    }
  }

  private static JsonNode json(Receiver.Request request) {
    return Service.json(new String(request.body(), StandardCharsets.UTF_8));
  }

  @Test
  void keepsWithinWhatAServerTakesAtOnce() {
    try (Receiver mlflow = MlflowStandIn.start()) {
      String id = service.train(Service.json(JOB.formatted(400))).get("id").asString();
      service.post(
          "/v1/training-jobs/" + id + "/mlflow-runs",
          Service.json(target(mlflow.url("/mlflow"))),
          201);
      int metrics = 0;
      for (Receiver.Request request : mlflow.received()) {
        if (MlflowStandIn.operation(request).equals("runs/log-batch")) {
          assertThat(request.body()).hasSizeLessThan(1_000_000);
          assertThat(json(request).path("metrics").size()).isLessThanOrEqualTo(1000);
          assertThat(json(request).path("params").size()).isLessThanOrEqualTo(100);
          metrics += json(request).path("metrics").size();
        }
      }
      assertThat(metrics).isGreaterThan(2 * 10 * 400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiments/get-by-name | 500 | {'error_code': 'INTERNAL_ERROR'} | /trackingUri | answered 500 INTERNAL_ERROR to experiments/get-by-name",
        "experiments/get-by-name | 401 | <html>secret inside</html> | /trackingUri | answered 401 to experiments/get-by-name",
        "experiments/get-by-name | 302 | {} | /trackingUri | answered 302 to",
        "experiments/get-by-name | 200 | [] | /trackingUri | does not answer as MLflow does",
        "experiments/get-by-name | 200 | no JSON | /trackingUri | does not answer as MLflow does",
        "experiments/get-by-name | 200 | {'experiment': {'experiment_id': '../x'}} | /trackingUri | does not answer as MLflow does",
        "experiments/get-by-name | 200 | {'experiment': {'experiment_id': '1', 'lifecycle_stage': 'deleted'}} | /experiment | was deleted there",
        "runs/create | 400 | {'error_code': 'a <b>lie</b>'} | /trackingUri | answered 400 to runs/create",
        "runs/create | 200 | {'run': {'info': {'run_id': 'a b'}}} | /trackingUri | does not answer as MLflow does",
        "runs/log-batch | 413 | {} | /trackingUri | answered 413 to runs/log-batch",
        "artifacts | 503 | {} | /trackingUri | answered 503 to mlflow-artifacts"
      })
  void saysWhatTheServerDidNotTake(
      String wrong, int status, String text, String pointer, String detail) {
    try (Receiver mlflow = MlflowStandIn.answering(wrong, status, text)) {
      JsonNode problem =
          service.post(
              trained() + "/mlflow-runs", Service.json(target(mlflow.url("/mlflow"))), 422);
      assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
      assertThat(problem.at("/errors/0/detail").asString()).contains(detail);
      assertThat(problem.toString()).doesNotContain("secret", "lie", "dev.gradtrace");
      boolean begun = wrong.equals("runs/log-batch") || wrong.equals("artifacts");
      assertThat(mlflow.received())
          .filteredOn(request -> MlflowStandIn.operation(request).equals("runs/update"))
          .allMatch(request -> json(request).get("status").asString().equals("FAILED"))
          .hasSize(begun ? 1 : 0);
    }
  }

  @Test
  void leavesFilesWhereTheServerDoesNotPassThemOn() {
    String elsewhere = "{'run': {'info': {'run_id': 'r1', 'artifact_uri': 's3://bucket/7/r1'}}}";
    try (Receiver mlflow = MlflowStandIn.answering("runs/create", 200, elsewhere)) {
      service.post(trained() + "/mlflow-runs", Service.json(target(mlflow.url("/mlflow"))), 201);
      assertThat(mlflow.received()).noneMatch(request -> request.method().equals("PUT"));
    }
  }

  @Test
  void refusesWhatCannotBeWritten() {
    String path = trained() + "/mlflow-runs";
    for (String uri :
        List.of("http://169.254.169.254/", "databricks", "http://a.org/?x=y", "http://u@a.org/")) {
      assertThat(
              service.post(path, Service.json(target(uri)), 422).at("/errors/0/pointer").asString())
          .as(uri)
          .isEqualTo("/trackingUri");
    }
    assertThat(
            service
                .post(path, Service.json(target("http://127.0.0.1:1")), 422)
                .at("/errors/0/detail")
                .asString())
        .isEqualTo("cannot be asked: no connection");
    JsonNode both =
        service.post(
            path, Service.json("{'trackingUri': 'http://10.0.0.1', 'experiment': ' '}"), 422);
    assertThat(both.get("errors"))
        .extracting(error -> error.get("pointer").asString())
        .containsExactlyInAnyOrder("/trackingUri", "/experiment");
    service.post(path, Service.json("{'experiment': 'a'}"), 400);
    service.post(
        "/v1/training-jobs/nothing/mlflow-runs", Service.json(target("http://127.0.0.1:1")), 404);
    JsonNode running = service.post("/v1/training-jobs", Service.json(JOB.formatted(20_000)), 201);
    String of = running.at("/links/self").asString();
    service.post(of + "/mlflow-runs", Service.json(target("http://127.0.0.1:1")), 409);
    service.post(of + "/cancel", "");
  }
}
