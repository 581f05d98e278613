package dev.gradtrace.web.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.job.observed.ObservedRunStore;
import dev.gradtrace.story.Service;
import dev.gradtrace.web.Mutator;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody else trains, and sends the parameters. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ObservedRunsTest {

  private static final String NETWORK =
      "'network': {'inputs': 2, 'layers': [{'units': 2, 'activation': 'tanh'},"
          + " {'units': 1, 'activation': 'sigmoid'}]}, 'cost': 'quadratic'";
  private static final String BATCH =
      "'batch': {'inputs': [[0, 1], [1, 0], [1, 1]], 'targets': [[1], [1], [0]]}";

  private static final int MUTATIONS = 200;

  @LocalServerPort private int port;

  @Autowired private ObservedRunStore store;

  private Service service;
  private String run;

  @BeforeEach
  void begin() {
    service = new Service(port);
    JsonNode begun =
        service.post("/v1/observed-runs", Service.json("{" + NETWORK + ", " + BATCH + "}"), 201);
    run = "/v1/observed-runs/" + begun.get("id").asString();
    assertThat(begun.get("status").asString()).isEqualTo("running");
    assertThat(begun.get("lastStep").isNull()).isTrue();
  }

  private static String parameters(double scale) {
    return "'parameters': [{'weights': [[%s, -0.5], [0.25, %s]], 'biases': [0.1, -0.1]},"
            .formatted(scale, 2 * scale)
        + " {'weights': [[1, -1]], 'biases': [0]}]";
  }

  private HttpResponse<String> put(long step, double scale) {
    return service.put(
        run + "/steps/" + step,
        "application/json",
        Service.json("{" + parameters(scale) + "}").toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answersWithWhatGradientsSayOfTheSameParameters() {
    JsonNode look = Service.body(put(0, 0.3), 200);
    JsonNode gradients =
        service.post(
            "/v1/gradients",
            Service.json("{" + NETWORK + ", " + BATCH + ", " + parameters(0.3) + "}"),
            200);
    assertThat(look.get("loss")).isEqualTo(gradients.get("loss"));
    assertThat(look.get("flow")).isEqualTo(gradients.get("flow"));
    assertThat(look.get("layers")).isEqualTo(gradients.get("layers"));
  }

  @Test
  void measuresUpdatesFromThePointBefore() {
    assertThat(Service.body(put(0, 0.3), 200).at("/layers/0/updateRatio").isNull()).isTrue();
    double before = Math.sqrt(0.09 + 0.25 + 0.0625 + 0.36);
    double second = Math.sqrt(0.01 + 0.04) / before;
    assertThat(Service.body(put(50, 0.4), 200).at("/layers/0/updateRatio").asDouble())
        .isCloseTo(second, within(1e-12));
    JsonNode again = Service.body(put(50, 0.5), 200);
    assertThat(again.at("/layers/0/updateRatio").asDouble()).isCloseTo(2 * second, within(1e-12));
    assertThat(Service.body(put(50, 0.5), 200)).isEqualTo(again);
  }

  @Test
  void keepsEveryPointAndReplacesOnlyTheLast() {
    Service.body(put(0, 0.3), 200);
    double loss = Service.body(put(10, 0.4), 200).get("loss").asDouble();
    Service.body(put(5, 0.4), 409);
    Service.body(put(10, 0.4), 200);
    JsonNode trace = service.read(run + "/gradient-trace");
    assertThat(trace.get("step")).isEqualTo(Service.json("[0, 10]"));
    assertThat(trace.at("/loss/1").asDouble()).isEqualTo(loss);
    JsonNode curve = service.read(run + "/loss-curve");
    assertThat(curve.at("/batches/step")).isEqualTo(Service.json("[0, 10]"));
    assertThat(service.read(run).get("lastStep").asLong()).isEqualTo(10);
  }

  @Test
  void takesNoPointOnceItIsFinished() {
    Service.body(put(0, 0.3), 200);
    JsonNode finished = Service.body(service.post(run + "/finish", ""), 200);
    assertThat(finished.get("status").asString()).isEqualTo("succeeded");
    assertThat(finished.at("/result/stopReason").asString()).isEqualTo("completed");
    Service.body(put(1, 0.3), 409);
    Service.body(service.post(run + "/finish", ""), 409);
    assertThat(service.read(run + "/diagnosis").has("findings")).isTrue();
  }

  @Test
  void isNoTrainingJob() {
    Service.body(put(0, 0.3), 200);
    assertThat(service.read("/v1/training-jobs").toString()).doesNotContain(id());
    assertThat(service.read("/v1/observed-runs").toString()).contains(id());
    for (String of : List.of("", "/loss-curve", "/gradient-trace", "/events", "/diagnosis")) {
      Service.body(service.get("/v1/training-jobs/" + id() + of), 404);
      Service.body(service.get(run + of), 200);
    }
    Service.body(service.post("/v1/training-jobs/" + id() + "/cancel", ""), 404);
    Service.body(service.delete("/v1/training-jobs/" + id()), 404);
    assertThat(service.delete(run).statusCode()).isEqualTo(204);
    Service.body(service.get(run), 404);
  }

  private String id() {
    return run.substring(run.lastIndexOf('/') + 1);
  }

  @Test
  void readsMorePointsThanAreReadAtATime() {
    int points = 450;
    for (int k = 0; k < points; k++) {
      Service.body(put(7L * k, 0.3 + 0.001 * k), 200);
    }
    JsonNode trace = service.read(run + "/gradient-trace?metrics=updateRatio,weightNorm");
    assertThat(trace.get("step")).hasSize(points);
    assertThat(trace.get("epoch")).hasSize(points).allMatch(JsonNode::isNull);
    assertThat(trace.at("/layers/0/metrics/weightNorm")).hasSize(points);
    for (int k = 0; k < points; k++) {
      double scale = 0.3 + 0.001 * k;
      assertThat(trace.at("/step/" + k).asLong()).isEqualTo(7L * k);
      assertThat(trace.at("/layers/0/metrics/weightNorm/" + k).asDouble())
          .isCloseTo(Math.sqrt(5 * scale * scale + 0.3125), within(1e-12));
    }
    JsonNode thinned = service.read(run + "/gradient-trace?maxPoints=3&fromStep=7");
    assertThat(thinned.get("step")).isEqualTo(Service.json("[7, 1575, 3143]"));
  }

  /** Thirty layers of sigmoids: what is found is found in what was sent, and nothing is trained. */
  @Test
  void findsWhatIsWrongWithTheGradient() {
    String network =
        "{'inputs': 2, 'layers': [{'units': 3, 'activation': 'sigmoid', 'repeat': 30},"
            + " {'units': 1, 'activation': 'sigmoid'}]}";
    String deep =
        "/v1/observed-runs/"
            + service
                .post(
                    "/v1/observed-runs",
                    Service.json(
                        "{'network': " + network + ", 'cost': 'quadratic', " + BATCH + "}"),
                    201)
                .get("id")
                .asString();
    JsonNode before = service.read(deep + "/diagnosis");
    assertThat(before.get("findings")).isEmpty();
    assertThat(before.get("notChecked")).isEmpty();
    JsonNode trained =
        service.train(
            Service.json(
                "{'network': "
                    + network
                    + ", 'cost': 'quadratic', 'dataset': {'inputs': [[0, 1]], 'targets': [[1]]},"
                    + " 'optimizer': {'name': 'sgd'}, 'seed': 3}"));
    String job = "/v1/training-jobs/" + trained.get("id").asString();
    ObjectNode body = (ObjectNode) Service.json("{}");
    body.set("parameters", service.read(job + "/parameters"));
    for (int step = 0; step < 3; step++) {
      Service.body(
          service.put(
              deep + "/steps/" + step,
              "application/json",
              body.toString().getBytes(StandardCharsets.UTF_8)),
          200);
    }
    JsonNode diagnosis = service.read(deep + "/diagnosis");
    assertThat(diagnosis.get("findings").findValuesAsString("rule")).contains("vanishing_gradient");
    assertThat(diagnosis.get("verdict").asString()).isEqualTo("faulty");
    assertThat(diagnosis.get("attainment").isNull()).isTrue();
    assertThat(diagnosis.get("notChecked")).isEmpty();
    for (JsonNode rule : diagnosis.get("notApplicable")) {
      if (Set.of("overfitting", "class_imbalance").contains(rule.get("rule").asString())) {
        assertThat(rule.get("reason").asString()).contains("training data");
      }
      if (Set.of("too_few_epochs", "underpowered").contains(rule.get("rule").asString())) {
        assertThat(rule.get("reason").asString()).contains("new run");
      }
    }
    assertThat(diagnosis.get("notApplicable").findValuesAsString("rule"))
        .contains("overfitting", "class_imbalance", "too_few_epochs", "underpowered");
  }

  @Test
  void endsBySilence() {
    Service.body(put(0, 0.3), 200);
    Instant now = Instant.now();
    store.finishAbandoned(now.minus(Duration.ofDays(7)), now);
    assertThat(service.read(run).get("status").asString()).isEqualTo("running");
    store.finishAbandoned(now.plus(Duration.ofDays(1)), now);
    JsonNode ended = service.read(run);
    assertThat(ended.get("status").asString()).isEqualTo("succeeded");
    assertThat(ended.at("/result/stopReason").asString()).isEqualTo("abandoned");
    Service.body(put(1, 0.3), 409);
  }

  @Test
  void keepsTheLossOfTheSenderBesideOurs() {
    String body = "{" + parameters(0.3) + ", 'trainingLoss': 0.625, 'learningRate': 0.1}";
    Service.body(
        service.put(
            run + "/steps/0",
            "application/json",
            Service.json(body).toString().getBytes(StandardCharsets.UTF_8)),
        200);
    double loss = Service.body(put(1, 0.3), 200).get("loss").asDouble();
    String curve = run + "/loss-curve";
    assertThat(service.read(curve).at("/batches/trainingLoss"))
        .isEqualTo(Service.json("[0.625, null]"));
    assertThat(service.get(curve, "Accept", "text/csv").body())
        .isEqualToIgnoringNewLines(
            """
            kind,step,epoch,loss,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,meanBatchLoss,learningRate
            batch,0,,%1$s,0.625,,,,,0.1
            batch,1,,%1$s,,,,,,
            """
                .formatted(loss));
    assertThat(service.get(curve + "?grain=batches", "Accept", "text/csv").body())
        .isEqualToIgnoringNewLines(
            "step,epoch,loss,trainingLoss,learningRate\n0,,%1$s,0.625,0.1\n1,,%1$s,,\n"
                .formatted(loss));
    assertThat(service.get(curve, "Accept", "application/x-ndjson").body().lines().findFirst())
        .map(Service::json)
        .hasValueSatisfying(
            line -> {
              assertThat(line.get("epoch").isNull()).isTrue();
              assertThat(line.get("learningRate").asDouble()).isEqualTo(0.1);
            });
  }

  @Test
  void tellsInWhichModeItIsEvaluated() {
    assertThat(service.read(run).get("mode").asString()).isEqualTo("training");
    String asked = "{" + NETWORK + ", " + BATCH + ", 'mode': 'inference'}";
    JsonNode begun = service.post("/v1/observed-runs", Service.json(asked), 201);
    assertThat(begun.get("mode").asString()).isEqualTo("inference");
    assertThat(service.read("/v1/observed-runs/" + begun.get("id").asString())).isEqualTo(begun);
  }

  @Test
  void reportsNoEpochsAndNoRateOfItsOwn() {
    Service.body(put(30, 0.3), 200);
    Service.body(service.post(run + "/finish", ""), 200);
    assertThat(service.get(run + "/export?format=html").body())
        .contains("step 30</td>", "1 point")
        .doesNotContain("of 0", "0 epochs", "learning rate 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/loss-curve", "/diagnosis", "/export?format=html"})
  void isCalledWhatItIsWhereThereIsNone(String of) {
    JsonNode problem = Service.body(service.get("/v1/observed-runs/none" + of), 404);
    assertThat(problem.get("detail").asString())
        .isEqualTo("There is no observed run with this id.");
  }

  @Test
  void takesWeightsAsKerasHasThem() {
    JsonNode plain = Service.body(put(0, 0.3), 200);
    String kernels =
        "{'parameters': [{'kernel': [[0.3, 0.25], [-0.5, 0.6]], 'biases': [0.1, -0.1]},"
            + " {'kernel': [[1], [-1]], 'biases': [0]}]}";
    JsonNode keras =
        Service.body(
            service.put(
                run + "/steps/0",
                "application/json",
                Service.json(kernels).toString().getBytes(StandardCharsets.UTF_8)),
            200);
    assertThat(keras).isEqualTo(plain);
  }

  @Test
  void answersAgainWithItsTagOnceItIsFinished() {
    Service.body(put(0, 0.3), 200);
    assertThat(service.get(run + "/gradient-trace").headers().firstValue("ETag")).isEmpty();
    Service.body(service.post(run + "/finish", ""), 200);
    HttpResponse<String> curve = service.get(run + "/loss-curve");
    assertThat(curve.headers().firstValue("ETag")).isPresent();
    assertThat(curve.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
  }

  @Test
  void keepsDistributionsAndCurvatureWhereAskedFor() {
    Service.body(service.get(run + "/curvature"), 404);
    Service.body(service.get(run + "/distributions"), 404);
    String trace =
        "'trace': {'curvature': true, 'curvaturePoints': 3, 'distributions': ['weights', 'update'],"
            + " 'distributionPoints': 3}, 'optimizer': {'name': 'sgd', 'momentum': 0.5}";
    JsonNode begun =
        service.post(
            "/v1/observed-runs",
            Service.json("{" + NETWORK + ", " + BATCH + ", " + trace + "}"),
            201);
    run = "/v1/observed-runs/" + begun.get("id").asString();
    assertThat(begun.at("/links/curvature").asString()).isEqualTo(run + "/curvature");
    assertThat(begun.get("error").isNull()).isTrue();
    for (int k = 0; k < 6; k++) {
      String body = "{%s, 'learningRate': 0.25}".formatted(parameters(0.3 + k));
      Service.body(
          service.put(
              run + "/steps/" + 10 * k,
              "application/json",
              Service.json(body).toString().getBytes(StandardCharsets.UTF_8)),
          200);
    }
    Service.body(service.post(run + "/finish", ""), 200);
    JsonNode curvature = service.read(run + "/curvature");
    assertThat(curvature.get("step")).isEqualTo(Service.json("[0, 40, 50]"));
    assertThat(curvature.get("samples")).isEqualTo(Service.json("[3, 3, 3]"));
    assertThat(curvature.at("/bound/0").asDouble()).isEqualTo(2 * 1.5 / 0.25);
    JsonNode look =
        service.post(
            "/v1/gradients",
            Service.json(
                "{%s, %s, %s, 'include': ['curvature', 'distributions']}"
                    .formatted(NETWORK, BATCH, parameters(4.3))),
            200);
    assertThat(curvature.at("/sharpness/1")).isEqualTo(look.at("/curvature/sharpness"));
    JsonNode weights = service.read(run + "/distributions");
    assertThat(weights.get("step")).isEqualTo(Service.json("[0, 40, 50]"));
    assertThat(weights.get("of").asString()).isEqualTo("weights");
    JsonNode counted = look.at("/layers/0").findValue("positive");
    assertThat(weights.at("/layers/0/positive/1")).isEqualTo(counted);
    assertThat(service.get(run + "/distributions?of=update", "Accept", "text/csv").body())
        .contains("\n50,1,1,0,1");
    assertThat(service.get(run + "/curvature", "Accept", "text/csv").body())
        .startsWith("step,sharpness");
    for (String part : List.of("/curvature", "/distributions")) {
      assertThat(service.get(run + part, "Accept", "image/svg+xml").body()).contains("<svg");
    }
    assertThat(service.read(run + "/loss-curve").at("/batches/learningRate/5").asDouble())
        .isEqualTo(0.25);
    assertThat(
            new String(
                service.bytes(run + "/export?format=tensorboard"), StandardCharsets.ISO_8859_1))
        .contains("curvature/sharpness")
        .contains("weights");
  }

  @Test
  void refusesDistributionsOfNothing() {
    JsonNode problem =
        service.post(
            "/v1/observed-runs",
            Service.json(
                "{%s, %s, 'trace': {'distributions': ['wits'], 'curvaturePoints': 1}}"
                    .formatted(NETWORK, BATCH)),
            400);
    assertThat(problem.get("errors").findValuesAsString("pointer"))
        .contains("/trace/distributions/0", "/trace/curvaturePoints");
  }

  @Test
  void refusesWhatDoesNotFit() {
    HttpResponse<String> answer =
        service.put(
            run + "/steps/0",
            "application/json",
            "{\"parameters\": [{\"weights\": [[1]], \"biases\": [0]}]}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(Service.body(answer, 422).at("/errors/0/pointer").asString())
        .isEqualTo("/parameters");
    assertThat(put(-1, 0.3).statusCode()).isEqualTo(422);
    Service.body(service.get("/v1/observed-runs/none/diagnosis"), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "return=minimal, true",
    "'respond-async, RETURN = \"minimal\"; x=1', true",
    "return=representation, false",
    "noreturn=minimal, false",
    "return=minimalist, false"
  })
  void saysNoMoreOfAPointThanIsPreferred(String preference, boolean minimal) {
    byte[] body =
        Service.json("{" + parameters(0.3) + "}").toString().getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        service.put(run + "/steps/3", "application/json", body, "Prefer", preference);
    assertThat(answer.statusCode()).isEqualTo(minimal ? 204 : 200);
    assertThat(answer.body().isEmpty()).isEqualTo(minimal);
    assertThat(answer.headers().firstValue("Preference-Applied"))
        .isEqualTo(minimal ? Optional.of("return=minimal") : Optional.empty());
    assertThat(service.read(run + "/gradient-trace").at("/loss"))
        .containsExactly(Service.body(put(3, 0.3), 200).get("loss"));
  }

  @Test
  void isNeverAtFaultForWhatIsSentAsJson() {
    byte[] sound =
        Service.json("{" + parameters(0.3) + ", 'trainingLoss': 0.625, 'learningRate': 0.1}")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(21);
    for (int k = 0; k < MUTATIONS; k++) {
      byte[] damaged = new Mutator(random.split()).damaged(sound);
      HttpResponse<String> answer = service.put(run + "/steps/0", "application/json", damaged);
      assertThat(answer.statusCode()).as("mutation %d: %s", k, answer.body()).isIn(200, 400, 422);
      if (answer.statusCode() != 200) {
        assertThat(Service.body(answer, answer.statusCode()).get("errors")).isNotEmpty();
      }
    }
    Service.body(service.put(run + "/steps/0", "application/json", sound), 200);
  }

  /** Each answer begins as its format does. */
  @ParameterizedTest
  @CsvSource({
    "onnx, \b",
    "'onnx&precision=float32', \b",
    "'safetensors&names=gradtrace', ''",
    "'safetensors&names=torch', ''",
    "keras, PK",
    "tensorboard, ''",
    "html, <!doctype html>"
  })
  void exportsItsLastPoint(String format, String beginning) {
    String export = run + "/export?format=" + format;
    Service.body(service.get(export), 409);
    Service.body(put(0, 0.3), 200);
    Service.body(put(1, 0.4), 200);
    Service.body(service.post(run + "/finish", ""), 200);
    assertThat(new String(service.bytes(export), StandardCharsets.ISO_8859_1))
        .hasSizeGreaterThan(100)
        .startsWithIgnoringCase(beginning.translateEscapes());
  }
}
