package dev.gradtrace.web.jobs;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs, experiments and diagnoses of networks with norms, dropout and residual blocks. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CombinedNetworksTest {

  private static final String JOB =
      """
      {'network': {'inputs': 2, 'inputNormalization': {'name': 'batch_norm'}, 'inputDropout': 0.1,
         'layers': [
          {'units': 4, 'activation': 'relu', 'normalization': {'name': 'batch_norm'}, 'dropout': 0.2},
          {'residual': [{'units': 3, 'activation': 'tanh'}, {'units': 4, 'activation': 'linear'}],
           'scale': 0.5, 'normalization': {'name': 'layer_norm'}, 'normalizationPosition': 'after',
           'repeat': 2},
          {'units': 1, 'activation': 'sigmoid', 'useBias': false}]},
       'cost': 'binary_cross_entropy', 'dataset': {'generator': {'name': 'moons', 'samples': 40}},
       'optimizer': {'name': 'adam'}, 'batchSize': 8, 'epochs': 2, 'l2': 0.01}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  /**
   * The echo means the same job, its parameters can be sent back, and predictions are inference.
   */
  @Test
  void trainsTheSameWhenTheEchoIsPosted() {
    JsonNode job = service.train(json(JOB));
    assertThat(job.get("status").asString()).isEqualTo("succeeded");
    JsonNode again = service.train(job.get("spec"));
    assertThat(again.get("spec")).isEqualTo(job.get("spec"));
    JsonNode parameters = parameters(job);
    assertThat(parameters(again)).isEqualTo(parameters);
    assertThat(parameters.at("/0/inputNormalization/movingMean")).hasSize(2);
    assertThat(parameters.at("/2/blockNormalization").propertyNames())
        .containsExactlyInAnyOrder("gamma", "beta");
    assertThat(parameters.at("/5/biases")).isEmpty();

    ObjectNode look = (ObjectNode) json("{'cost': 'binary_cross_entropy', 'mode': 'inference'}");
    look.set("network", job.at("/spec/network"));
    look.set("parameters", parameters);
    look.set("include", json("['outputs']"));
    look.set("batch", json("{'inputs': [[0.5, 0.25], [1, -1]], 'targets': [[1], [0]]}"));
    JsonNode predicted =
        service.post(
            "/v1/training-jobs/" + job.get("id").asString() + "/predictions",
            json("{'inputs': [[0.5, 0.25], [1, -1]]}"),
            200);
    assertThat(predicted.get("outputs"))
        .isEqualTo(service.post("/v1/gradients", look, 200).get("outputs"));
  }

  @Test
  void goesOnFromGivenParameters() {
    JsonNode first = service.train(json(JOB));
    ObjectNode next = (ObjectNode) first.get("spec").deepCopy();
    next.set("parameters", parameters(first));
    JsonNode job = service.train(next);
    assertThat(job.get("status").asString()).isEqualTo("succeeded");
    assertThat(job.at("/spec/parameters/0/normalization/movingVariance"))
        .isEqualTo(parameters(first).at("/0/normalization/movingVariance"));
  }

  @Test
  void variesWhatStandsInBlocks() {
    JsonNode experiment =
        service.post(
            "/v1/experiments",
            json(
                """
                {'base': %s, 'factors': [
                  {'pointer': '/network/layers/1/repeat', 'values': [1, 3]},
                  {'pointer': '/network/layers/1/residual/0/units', 'values': [2, 5]},
                  {'pointer': '/network/layers/1/normalization', 'values': [{'name': 'rms_norm'}]},
                  {'pointer': '/network/layers/0/dropout', 'values': [0, 0.5]}]}
                """
                    .formatted(JOB)),
            201);
    assertThat(experiment.get("runs")).hasSize(8);
    JsonNode job = service.finished(experiment.at("/runs/7/jobId").asString());
    JsonNode layers = job.at("/spec/network/layers");
    assertThat(layers).hasSize(5);
    assertThat(layers.at("/3/residual/0/units").asInt()).isEqualTo(5);
    assertThat(layers.at("/3/normalization/name").asString()).isEqualTo("rms_norm");
  }

  @Test
  void refusesAValueThatDoesNotFitASkip() {
    JsonNode problem =
        Refused.with(
            422,
            service.post(
                "/v1/experiments",
                """
                {'base': %s, 'factors': [{'pointer': '/network/layers/1/residual/1/units', 'values': [4, 5]}]}
                """
                    .formatted(JOB)
                    .replace('\'', '"')));
    assertThat(Refused.pointers(problem)).containsExactly("/factors/0/values/1");
  }

  @Test
  void warnsOfBatchesOfOneUnderBatchNorm() {
    assertThat(smallBatch("'batchSize': 1").get("severity").asString()).isEqualTo("warning");
    JsonNode last = smallBatch("'batchSize': 13");
    assertThat(last.at("/evidence/lastBatch").asInt()).isEqualTo(1);
    assertThat(last.get("layers").toString()).isEqualTo("[1]");
    assertThat(last.at("/remedies/0/patch/0/path").asString()).isEqualTo("/dropLastBatch");
    assertThat(last.at("/remedies/0/patch/0/value").asBoolean()).isTrue();
    assertThat(last.at("/remedies/1/patch/0/path").asString()).isEqualTo("/batchSize");
    assertThat(last.at("/remedies/1/patch/0/value").asInt()).isEqualTo(14);
    assertThat(smallBatch("'batchSize': 8").isMissingNode()).isTrue();
  }

  /** A remedy of layers, as a patch and as a job. */
  @Test
  void curesLayersWithinTheirBlocks() {
    String sigmoids =
        JOB.replace("'relu'", "'linear'")
            .replace("'tanh'", "'linear'")
            .replace("'batchSize': 8, ", "");
    JsonNode finding = finding(diagnose(sigmoids), "no_nonlinearity");
    JsonNode layers = finding.at("/remedies/0/patch/0/value");
    assertThat(finding.at("/remedies/0/patch/0/path").asString()).isEqualTo("/network/layers");
    assertThat(layers.at("/0/normalization/name").asString()).isEqualTo("batch_norm");
    assertThat(layers.at("/0/dropout").asDouble()).isEqualTo(0.2);
    assertThat(layers.at("/1/repeat").asInt()).isEqualTo(2);
    assertThat(layers.at("/1/residual/0/activation").asString()).isEqualTo("relu");
    ObjectNode cured = (ObjectNode) json(sigmoids);
    ((ObjectNode) cured.get("network")).set("layers", layers);
    assertThat(service.train(cured).get("status").asString()).isEqualTo("succeeded");
  }

  private JsonNode smallBatch(String size) {
    return finding(diagnose(JOB.replace("'batchSize': 8", size)), "batch_of_one");
  }

  private JsonNode diagnose(String job) {
    return service.post("/v1/diagnoses", json(job), 200);
  }

  private static JsonNode finding(JsonNode diagnosis, String rule) {
    List<JsonNode> found =
        diagnosis
            .get("findings")
            .valueStream()
            .filter(finding -> finding.get("rule").asString().equals(rule))
            .toList();
    return found.isEmpty() ? diagnosis.path("none") : found.get(0);
  }

  private JsonNode parameters(JsonNode job) {
    return service.read("/v1/training-jobs/" + job.get("id").asString() + "/parameters");
  }
}
