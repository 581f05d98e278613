package dev.gradtrace.web.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/training-steps}, asked as it should be and as it should not. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TrainingStepsTest {

  private static final String PATH = "/v1/training-steps";
  private static final String JOBS = "/v1/training-jobs";

  private static final String MOONS =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 5, 'activation': 'tanh', 'normalization': {'name': 'batch_norm'},
           'dropout': 0.1},
          {'residual': [{'units': 5, 'activation': 'tanh'}]},
          {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'scaling': 'standard', 'validationFraction': 0.25,
       'dataset': {'generator': {'name': 'moons', 'samples': 60, 'noise': 0.1, 'seed': 3}},
       'learningRateSchedule': {'name': 'cosine'}, 'l2': 0.01,
       'optimizer': {'name': 'adam', 'learningRate': 0.05}, 'batchSize': 8, 'epochs': 3, 'seed': 5}
      """;

  /** Tolerance of sums of logarithms. */
  private static final double ROUNDING = 1e-9;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  private static ObjectNode moons() {
    return (ObjectNode) Service.json(MOONS);
  }

  private static ObjectNode with(String member, String value) {
    ObjectNode body = moons();
    body.set(member, Service.json(value));
    return body;
  }

  private JsonNode next(ObjectNode job, int steps, JsonNode answer) {
    ObjectNode body = job.deepCopy();
    body.put("steps", steps);
    if (answer != null) {
      body.set("state", answer.get("state"));
    }
    return service.post(PATH, body, 200);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6, 100})
  void howeverTheStepsAreCutTheyAreThoseOfOneJobToTheLastBit(int cut) {
    String id = service.post(JOBS, moons(), 201).get("id").asString();
    service.finished(id);
    JsonNode curve = service.read(JOBS + "/" + id + "/loss-curve");
    ObjectNode job = with("include", "['parameters']");
    List<Double> losses = new ArrayList<>();
    List<Double> epochs = new ArrayList<>();
    JsonNode answer = null;
    do {
      answer = next(job, cut, answer);
      answer.get("loss").forEach(loss -> losses.add(loss.asDouble()));
      answer.get("epochEnds").forEach(end -> epochs.add(end.get("validationLoss").asDouble()));
    } while (answer.get("stopReason").isNull());
    assertThat(answer.get("stopReason").asString()).isEqualTo("completed");
    assertThat(answer.get("step").asInt()).isEqualTo(18).isEqualTo(losses.size());
    assertThat(losses).isEqualTo(doubles(curve.at("/batches/loss")));
    assertThat(epochs).isEqualTo(doubles(curve.at("/epochs/validationLoss")));
    assertThat(answer.get("parameters")).isEqualTo(service.read(JOBS + "/" + id + "/parameters"));
  }

  private static List<Double> doubles(JsonNode values) {
    return values.valueStream().map(JsonNode::asDouble).toList();
  }

  @Test
  void atTheStartTheUntrainedNetworkIsMeasured() {
    JsonNode start = next(moons(), 0, null);
    assertThat(start.get("step").asInt()).isZero();
    assertThat(start.get("steps").asInt()).isEqualTo(18);
    assertThat(start.get("stepsPerEpoch").asInt()).isEqualTo(6);
    assertThat(start.get("loss").size()).isZero();
    assertThat(start.get("lastStep").isNull()).isTrue();
    assertThat(start.at("/epochEnds/0/epoch").asInt(-1)).isZero();
    assertThat(start.has("parameters")).isFalse();
    assertThat(start.has("activations")).isFalse();
  }

  @Test
  void theLastStepIsThatOfTheTrace() {
    String id = service.post(JOBS, with("trace", "{'everySteps': 1}"), 201).get("id").asString();
    service.finished(id);
    JsonNode trace = service.read(JOBS + "/" + id + "/gradient-trace");
    JsonNode answer = next(moons(), 7, null);
    for (int l = 0; l < 3; l++) {
      JsonNode layer = answer.at("/lastStep/layers/" + l);
      JsonNode metrics = trace.at("/layers/" + l + "/metrics");
      for (String metric : List.of("deltaLog10", "weightGradientNorm", "updateRatio")) {
        assertThat(layer.get(metric)).as(metric).isEqualTo(metrics.get(metric).get(6));
      }
      double squares = 0;
      for (JsonNode log : layer.get("unitDeltaLog10")) {
        squares += Math.pow(10, 2 * log.asDouble());
      }
      assertThat(Math.log10(8 * squares) / 2)
          .as("layer %d", l + 1)
          .isCloseTo(layer.get("deltaLog10").asDouble(), within(ROUNDING));
    }
    assertThat(answer.at("/lastStep/slopePerLayer")).isEqualTo(trace.at("/flow/slopePerLayer/6"));
  }

  @Test
  void unitsAnswerToAProbeAsPredictionsDo() {
    ObjectNode job = with("probe", "[[0.5, -0.25], [1, 1], [-1.5, 0]]");
    JsonNode answer = next(job, 100, null);
    String id = service.post(JOBS, moons(), 201).get("id").asString();
    service.finished(id);
    JsonNode predicted =
        service.post(
            JOBS + "/" + id + "/predictions",
            Service.json("{'inputs': [[0.5, -0.25], [1, 1], [-1.5, 0]]}"),
            200);
    assertThat(answer.get("activations").size()).isEqualTo(3);
    assertThat(answer.at("/activations/0/0").size()).isEqualTo(5);
    assertThat(answer.at("/activations/2")).isEqualTo(predicted.get("outputs"));
  }

  @Test
  void aRateThatIsChangedOnTheWayCountsFromThere() {
    JsonNode half = next(moons(), 6, null);
    JsonNode same = next(moons(), 6, half);
    ObjectNode faster = moons();
    ((ObjectNode) faster.get("optimizer")).put("learningRate", 0.5);
    JsonNode other = next(faster, 6, half);
    assertThat(other.get("step").asInt()).isEqualTo(12);
    assertThat(other.at("/loss/0")).isEqualTo(same.at("/loss/0"));
    assertThat(other.at("/loss/1")).isNotEqualTo(same.at("/loss/1"));
  }

  @Test
  void whatDivergesEndsThere() {
    ObjectNode job = moons();
    job.set("optimizer", Service.json("{'name': 'sgd', 'learningRate': 1e300}"));
    job.remove("l2");
    ((ObjectNode) job.get("network"))
        .set("layers", Service.json("[{'units': 1, 'activation': 'linear'}]"));
    job.put("cost", "quadratic");
    JsonNode answer = next(job, 100, null);
    assertThat(answer.get("stopReason").asString()).isEqualTo("diverged");
    assertThat(next(job, 5, answer).get("loss").size()).isZero();
  }

  @Test
  void keepsNothing() {
    int before = service.read(JOBS + "?limit=100").get("data").size();
    next(moons(), 20, null);
    assertThat(service.read(JOBS + "?limit=100").get("data").size()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "steps   | -1             | /steps     | must lie between 0 and 100000",
        "steps   | 100001         | /steps     | must lie between 0 and 100000",
        "state   | 'AAAA'         | /state     | is not the state of an answer",
        "state   | 'no base 64!'  | /state     | is not the state of an answer",
        "probe   | [[1, 2, 3]]    | /probe/0   | has 3 values",
        "include | ['everything'] | /include/0 | must be parameters"
      })
  void badWishesAreSaidWhereTheyStand(String member, String value, String pointer, String detail) {
    assertRefused(with(member, value), pointer, detail);
  }

  private void assertRefused(ObjectNode body, String pointer, String detail) {
    JsonNode problem = Refused.with(422, service.post(PATH, body.toString()));
    assertThat(Refused.pointers(problem)).containsExactly(pointer);
    assertThat(problem.at("/errors/0/detail").asString()).contains(detail);
  }

  @Test
  void aStateOfAnotherTrainingIsRefused() {
    ObjectNode wider = moons();
    ((ObjectNode) wider.at("/network/layers/0")).put("units", 5);
    ((ObjectNode) wider.at("/network/layers/0")).remove("normalization");
    wider.set("state", next(moons(), 3, null).get("state"));
    assertRefused(wider, "/state", "another run");
    ObjectNode batches = moons();
    batches.put("batchSize", 4);
    batches.set("state", next(moons(), 9, null).get("state"));
    assertRefused(batches, "/state", "stands");
  }

  /** With a right checksum: an answer or a refusal, never a failure. */
  @Test
  void noForgedStateMakesTheServiceFail() {
    byte[] bytes = Base64.getDecoder().decode(next(moons(), 8, null).get("state").asString());
    for (int at = 8; at < bytes.length - 4; at += 1 + at / 40) {
      byte[] forged = bytes.clone();
      forged[at] ^= (byte) (at % 2 == 0 ? 0x80 : 0x7f);
      CRC32C checksum = new CRC32C();
      checksum.update(forged, 0, forged.length - 4);
      ByteBuffer.wrap(forged).putInt(forged.length - 4, (int) checksum.getValue());
      ObjectNode body = moons();
      body.put("state", Base64.getEncoder().encodeToString(forged));
      body.put("steps", 20);
      assertThat(service.post(PATH, body.toString()).statusCode()).as("byte %d", at).isIn(200, 422);
    }
  }

  @Test
  void whatWouldTakeTooLongIsRefusedAtOnce() {
    ObjectNode job = moons();
    job.set("dataset", Service.json("{'id': 'mnist_2k'}"));
    job.set(
        "network",
        Service.json(
            "{'inputs': 784, 'layers': [{'units': 500, 'activation': 'relu', 'repeat': 3},"
                + " {'units': 10, 'activation': 'softmax'}]}"));
    job.put("cost", "categorical_cross_entropy");
    job.put("epochs", 1000);
    job.put("steps", 10000);
    assertRefused(job, "/steps", "multiplications");
  }
}
