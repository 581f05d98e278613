package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The curvature of a run, as clients see it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CurvatureOverHttpTest {

  /** An eigenvalue with residual 1e-6 is closer than this. */
  private static final double OF_EIGENVALUES = 1e-8;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void service() {
    service = new Service(port);
  }

  /** 150 samples: four batches of 32 and one of 22. */
  private static ObjectNode iris(String more) {
    return (ObjectNode)
        Service.json(
            """
            {'network': {'inputs': 4, 'layers': [
               {'units': 6, 'activation': 'tanh'}, {'units': 3, 'activation': 'softmax'}]},
             'cost': 'categorical_cross_entropy', 'dataset': {'id': 'iris'}, 'epochs': 4,
             'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'shuffle': false,
             'trace': {'curvature': true, 'curvaturePoints': 5}%s}
            """
                .formatted(more));
  }

  private String train(JsonNode body) {
    return "/v1/training-jobs/" + service.train(body).get("id").asString();
  }

  @Test
  void isSpreadOverTheRunWithTheFirstAndTheLastStep() {
    JsonNode curvature = service.read(train(iris("")) + "/curvature");
    assertThat(curvature.get("step").toString()).isEqualTo("[1,9,17,20]");
    assertThat(curvature.get("complete").asBoolean()).isTrue();
    assertThat(curvature.get("samples").toString()).isEqualTo("[32,32,32,22]");
    for (String name : new String[] {"sharpness", "residual", "learningRate", "bound"}) {
      assertThat(curvature.get(name).size()).as(name).isEqualTo(4);
    }
    assertThat(curvature.at("/residual/3").asDouble()).isLessThanOrEqualTo(1e-6);
  }

  @Test
  void isThatOfALookAtTheFirstBatch() {
    JsonNode body = iris("");
    JsonNode curvature = service.read(train(body) + "/curvature");
    ObjectNode look =
        (ObjectNode)
            Service.json(
                "{'cost': 'categorical_cross_entropy', 'include': ['curvature'],"
                    + " 'batch': {'dataset': {'id': 'iris'}, 'first': 32}}");
    look.set("network", body.get("network"));
    JsonNode there = service.post("/v1/gradients", look, 200).get("curvature");
    assertThat(curvature.at("/sharpness/0").asDouble())
        .isCloseTo(
            there.get("sharpness").asDouble(),
            within(OF_EIGENVALUES * there.get("sharpness").asDouble()));
    assertThat(there.get("samples").asInt()).isEqualTo(32);
    assertThat(there.get("iterations").asInt()).isBetween(2, 500);
    assertThat(there.get("residual").asDouble()).isLessThanOrEqualTo(1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': 'sgd', 'learningRate': 0.1} | 20",
        "{'name': 'sgd', 'learningRate': 0.1, 'momentum': 0.5} | 30",
        "{'name': 'sgd', 'learningRate': 0.1, 'momentum': 0.5, 'nesterov': true} | 15",
        "{'name': 'adam', 'learningRate': 0.1} | ",
        "{'name': 'sgd', 'learningRate': 0.0} | "
      })
  void standsBesideTheBoundOfTheOptimizer(String optimizer, Double bound) {
    ObjectNode body = iris("");
    body.set("optimizer", Service.json(optimizer));
    JsonNode first = service.read(train(body) + "/curvature").at("/bound/0");
    if (bound == null) {
      assertThat(first.isNull()).isTrue();
    } else {
      assertThat(first.asDouble()).isCloseTo(bound, within(1e-12));
    }
  }

  @Test
  void theBoundFollowsTheSchedule() {
    JsonNode curvature =
        service.read(
            train(iris(", 'learningRateSchedule': {'name': 'exponential', 'factor': 0.5}"))
                + "/curvature");
    assertThat(curvature.at("/learningRate/3").asDouble()).isCloseTo(0.0125, within(1e-12));
    assertThat(curvature.at("/bound/3").asDouble()).isCloseTo(160, within(1e-9));
  }

  @Test
  void isATableAndAPicture() {
    String path = train(iris("")) + "/curvature";
    assertThat(service.get(path, "Accept", "text/csv").body())
        .startsWith("step,sharpness,residual,samples,learningRate,bound\r\n1,")
        .hasLineCount(5);
    assertThat(service.get(path, "Accept", "application/x-ndjson").body()).hasLineCount(4);
    assertThat(service.get(path, "Accept", "image/svg+xml").body())
        .startsWith("<svg")
        .contains("largest eigenvalue of the Hessian");
  }

  @Test
  void isNotThereWhereNobodyAskedForIt() {
    ObjectNode body = iris("");
    body.remove("trace");
    JsonNode problem = Refused.with(404, service.get(train(body) + "/curvature"));
    assertThat(problem.get("detail").asString()).contains("not recorded");
  }

  @Test
  void theSpecificationSaysWhatIsMeasured() {
    JsonNode with = service.train(iris("")).at("/spec/trace");
    assertThat(with.get("curvature").asBoolean()).isTrue();
    assertThat(with.get("curvaturePoints").asInt()).isEqualTo(5);
    ObjectNode body = iris("");
    body.putObject("trace").put("curvature", true);
    assertThat(service.train(body).at("/spec/trace/curvaturePoints").asInt()).isEqualTo(50);
    body.putObject("trace");
    assertThat(service.train(body).get("spec").get("trace").has("curvature")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1", "501", "0", "-3"})
  void pointsOutOfRangeAreRefused(int points) {
    ObjectNode body = iris("");
    body.putObject("trace").put("curvature", true).put("curvaturePoints", points);
    JsonNode problem = Refused.with(422, service.post("/v1/training-jobs", body.toString()));
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/trace/curvaturePoints");
  }

  @Test
  void aRunThatDivergesEndsWithNull() {
    ObjectNode body = iris("");
    body.put("cost", "mean_squared_error");
    ((ObjectNode) body.at("/network/layers/1")).put("activation", "linear");
    ((ObjectNode) body.at("/optimizer")).put("learningRate", 1e200);
    JsonNode job = service.post("/v1/training-jobs", body, 201);
    String id = job.get("id").asString();
    service.finished(id);
    JsonNode curvature = service.read("/v1/training-jobs/" + id + "/curvature");
    assertThat(curvature.at("/sharpness/0").asDouble()).isPositive();
    assertThat(curvature.get("step").get(0).asInt()).isEqualTo(1);
  }

  @Test
  void isQuotedWhereTheLearningRateIsTooHigh() {
    ObjectNode body = iris(", 'scaling': 'standard'");
    body.put("epochs", 20);
    body.remove("shuffle");
    ((ObjectNode) body.at("/network/layers/0")).put("activation", "relu");
    ((ObjectNode) body.at("/optimizer")).put("learningRate", 5);
    JsonNode diagnosis = service.post("/v1/diagnoses", body, 200);
    JsonNode finding =
        diagnosis
            .get("findings")
            .valueStream()
            .filter(one -> one.get("rule").asString().equals("learning_rate_too_high"))
            .findFirst()
            .orElseThrow();
    JsonNode evidence = finding.get("evidence");
    assertThat(evidence.get("stableBelow").asDouble()).isEqualTo(2);
    assertThat(evidence.get("startRateTimesSharpness").asDouble()).isGreaterThan(2);
    assertThat(evidence.get("startSharpnessSamples").asInt()).isPositive();
    assertThat(finding.get("explanation").asString())
        .contains("η·λ", "largest eigenvalue of the Hessian");
  }
}
