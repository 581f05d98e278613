package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is recorded of a run, and how its mini-batches are cut, as clients see it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RecordsOverHttpTest {

  private static final double ROUNDING = 1e-12;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void service() {
    service = new Service(port);
  }

  /** 150 samples: four batches of 32 and one of 22. */
  private static ObjectNode iris() {
    return (ObjectNode)
        Service.json(
            """
            {'network': {'inputs': 4, 'layers': [
               {'units': 6, 'activation': 'tanh', 'repeat': 2},
               {'units': 3, 'activation': 'softmax'}]},
             'cost': 'categorical_cross_entropy', 'dataset': {'id': 'iris'}, 'epochs': 3,
             'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'trace': {'everySteps': 1}}
            """);
  }

  @Test
  void theLossesThatTrainingSawHaveTheirMeanPerEpoch() {
    String job = "/v1/training-jobs/" + train(iris());
    JsonNode curve = service.read(job + "/loss-curve");
    JsonNode means = curve.at("/epochs/meanBatchLoss");
    assertThat(means.size()).isEqualTo(4);
    assertThat(means.get(0).isNull()).isTrue();
    for (int epoch = 1; epoch <= 3; epoch++) {
      double sum = 0;
      for (int batch = 0; batch < 5; batch++) {
        sum += curve.at("/batches/loss").get(5 * (epoch - 1) + batch).asDouble();
      }
      assertThat(means.get(epoch).asDouble()).isCloseTo(sum / 5, within(ROUNDING));
    }
    List<String> rows = rows(job + "/loss-curve?grain=epochs");
    assertThat(rows.get(0)).endsWith(",meanBatchLoss");
    assertThat(rows.get(3)).endsWith("," + means.get(2).asDouble());
    assertThat(epochEvents(job).get(2).at("/data/meanBatchLoss").asDouble())
        .isEqualTo(means.get(2).asDouble());
  }

  private List<JsonNode> epochEvents(String job) {
    return service
        .read(job + "/events")
        .valueStream()
        .filter(event -> event.get("event").asString().equals("epoch"))
        .toList();
  }

  @Test
  void aLastBatchThatIsNotFullIsLeftOut() {
    String job = "/v1/training-jobs/" + train(iris().put("dropLastBatch", true));
    JsonNode view = service.read(job);
    assertThat(view.at("/spec/dropLastBatch").asBoolean()).isTrue();
    assertThat(view.at("/progress/steps").asInt()).isEqualTo(12);
    assertThat(service.read(job + "/loss-curve").at("/epochs/step").toString())
        .isEqualTo("[0,4,8,12]");
  }

  @Test
  void whatLeavesNoBatchIsRefused() {
    ObjectNode body = iris().put("dropLastBatch", true).put("batchSize", 151);
    assertThat(refusal(body)).isEqualTo("/dropLastBatch");
    body.put("batchSize", 121).put("validationFraction", 0.2);
    assertThat(refusal(body)).isEqualTo("/dropLastBatch");
    assertThat(service.train(body.put("batchSize", 120)).at("/progress/steps").asInt())
        .isEqualTo(3);
  }

  @Test
  void theWarmUpOfASchedule() {
    ObjectNode body = iris();
    body.putObject("learningRateSchedule").put("name", "constant").put("warmupSteps", 10);
    String job = "/v1/training-jobs/" + train(body);
    assertThat(service.read(job).at("/spec/learningRateSchedule/warmupSteps").asInt())
        .isEqualTo(10);
    JsonNode layer = service.read(job + "/gradient-trace").at("/layers/0/metrics");
    for (int i = 0; i < 15; i++) {
      double step =
          layer.at("/updateRatio/" + i).asDouble() * layer.at("/weightNorm/" + i).asDouble();
      double gradient = layer.at("/weightGradientNorm/" + i).asDouble();
      assertThat(step / gradient)
          .as("learning rate of step %d", i + 1)
          .isCloseTo(0.1 * Math.min(1, (i + 1) / 10.0), within(ROUNDING));
    }
    ((ObjectNode) body.get("learningRateSchedule")).put("warmupSteps", -1);
    assertThat(refusal(body)).isEqualTo("/learningRateSchedule/warmupSteps");
  }

  @Test
  void theTraceHasTheNoiseScaleOfItsMetrics() {
    String job = "/v1/training-jobs/" + train(iris());
    JsonNode trace = service.read(job + "/gradient-trace");
    double variance = 0;
    double signal = 0;
    for (int i = 0; i < 15; i++) {
      variance = 0.99 * variance + 0.01 * sum(trace, "gradientVariance", i);
      signal = 0.99 * signal + 0.01 * sum(trace, "gradientSignal", i);
      assertThat(trace.at("/flow/noiseScale/" + i).asDouble())
          .isCloseTo(variance / signal, within(1e-9 * variance / signal));
    }
    assertThat(trace.at("/flow/noiseScaleBasis").asString())
        .contains("mini-batches of up to 32 samples");
    assertThat(trace.at("/flow").has("blocks")).isFalse();
    assertThat(trace.at("/flow").has("conditions")).isFalse();
    List<String> rows = rows(job + "/gradient-trace?metrics=sampleCosine");
    assertThat(rows.get(0))
        .isEqualTo(
            "step,epoch,loss,slopePerLayer,costGradientLog10,noiseScale,layer,units,activation,"
                + "block,sampleCosine");
    assertThat(rows.get(1)).endsWith(",1,6,tanh,," + trace.at("/layers/0/metrics/sampleCosine/0"));
  }

  private static double sum(JsonNode trace, String metric, int i) {
    return trace
        .get("layers")
        .valueStream()
        .mapToDouble(layer -> layer.at("/metrics/" + metric + "/" + i).asDouble())
        .sum();
  }

  @Test
  void whatARunWasGivenToStartFromIsGivenBackHoweverMuchItIs() {
    ObjectNode body = iris();
    body.withObject("network").withArray("layers").removeAll();
    body.withObject("network")
        .withArray("layers")
        .addObject()
        .put("units", 200)
        .put("activation", "tanh");
    body.withObject("network")
        .withArray("layers")
        .addObject()
        .put("units", 3)
        .put("activation", "softmax");
    String drawn = "/v1/training-jobs/" + train(body);
    assertThat(service.get(drawn + "/parameters?at=start").statusCode()).isEqualTo(204);
    JsonNode trained = service.read(drawn + "/parameters");
    assertThat(service.read(drawn + "/parameters?at=last")).isEqualTo(trained);
    body.set("parameters", trained);
    String given = "/v1/training-jobs/" + train(body);
    assertThat(service.read(given).at("/spec/parameters").isMissingNode()).isTrue();
    assertThat(service.read(given + "/parameters?at=start")).isEqualTo(trained);
    assertThat(service.read(given + "/parameters")).isNotEqualTo(trained);
    assertThat(service.get(given + "/parameters?at=noon").statusCode()).isEqualTo(400);
  }

  @Test
  void theParametersHaveARowForEachNumber() {
    ObjectNode body = iris();
    body.withObject("network").withArray("layers").removeAll();
    body.withObject("network")
        .withArray("layers")
        .add(
            Service.json(
                "{'units': 2, 'activation': 'relu', 'useBias': false,"
                    + " 'normalization': {'name': 'batch_norm', 'scale': false}}"))
        .add(Service.json("{'units': 3, 'activation': 'softmax'}"));
    String path = "/v1/training-jobs/" + train(body) + "/parameters";
    JsonNode layers = service.read(path);
    List<String> rows = rows(path);
    assertThat(rows).hasSize(1 + 2 * 4 + 3 * 2 + 3 * 2 + 3);
    assertThat(rows.get(0)).isEqualTo("layer,parameter,unit,input,value");
    assertThat(rows.get(8)).isEqualTo("1,weights,1,3," + layers.at("/0/weights/1/3"));
    assertThat(rows.get(9))
        .isEqualTo("1,normalization.beta,0,," + layers.at("/0/normalization/beta/0"));
    assertThat(rows.get(14))
        .isEqualTo(
            "1,normalization.movingVariance,1,," + layers.at("/0/normalization/movingVariance/1"));
    assertThat(rows.get(15)).isEqualTo("2,weights,0,0," + layers.at("/1/weights/0/0"));
    assertThat(rows.get(23)).isEqualTo("2,biases,2,," + layers.at("/1/biases/2"));
    String line =
        Service.text(service.get(path, "Accept", "application/x-ndjson"), 200).split("\n")[0];
    assertThat(Service.json(line))
        .isEqualTo(
            Service.json(
                "{'layer': 1, 'parameter': 'weights', 'unit': 0, 'input': 0, 'value': %s}"
                    .formatted(layers.at("/0/weights/0/0"))));
  }

  private String train(JsonNode body) {
    return service.train(body).get("id").asString();
  }

  private String refusal(JsonNode body) {
    return service.post("/v1/training-jobs", body, 422).at("/errors/0/pointer").asString();
  }

  private List<String> rows(String path) {
    return Arrays.asList(Service.text(service.get(path, "Accept", "text/csv"), 200).split("\r?\n"));
  }
}
