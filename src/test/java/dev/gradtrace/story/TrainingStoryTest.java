package dev.gradtrace.story;

import static dev.gradtrace.story.Service.body;
import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.oracle.Oracle;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What people come for, from the first request to the last number. */
@OneService
class TrainingStoryTest {

  private static final String JOBS = "/v1/training-jobs";

  /** The book prints four digits. */
  private static final double BOOK = 5e-5;

  private static final String DIGITS =
      """
      {'network': {'inputs': 64, 'layers': [
          {'units': 30, 'activation': 'sigmoid'}, {'units': 10, 'activation': 'sigmoid'}],
          'weightInitializer': {'name': 'lecun_normal'},
          'biasInitializer': {'name': 'normal', 'stddev': 1.0}},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'digits'}, 'scaling': 'min_max',
       'validationFraction': 0.2, 'optimizer': {'name': 'sgd', 'learningRate': 0.5},
       'batchSize': 10, 'epochs': 10, 'seed': 3}
      """;

  /** Long enough that nobody sees its end. */
  private static final String ENDLESS =
      """
      {'network': {'inputs': 784, 'layers': [
          {'units': 30, 'activation': 'sigmoid', 'repeat': 20},
          {'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'mnist_2k'}, 'epochs': 100000,
       'optimizer': {'name': 'sgd', 'learningRate': 0.1}}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void theSaturatedNeuronOfTheBookLearnsSlowly() {
    assertThat(neuron("quadratic", 0.15, 2, 2))
        .containsExactly(
            new double[] {.9820, .9759, .9641, .9334, .7887, .3572, .2028}, within(BOOK));
    double[] crossEntropy = neuron("binary_cross_entropy", 0.005, 0.6, 0.9);
    assertThat(crossEntropy[0]).isCloseTo(.8176, within(BOOK));
    assertThat(crossEntropy[6]).isCloseTo(.4177, within(BOOK));
  }

  /** The output of one neuron with input 1 and target 0 after 0, 50, … 300 epochs. */
  private double[] neuron(String cost, double rate, double weight, double bias) {
    JsonNode job =
        service.train(
            json(
                """
                {'network': {'inputs': 1, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
                 'cost': '%s', 'dataset': {'inputs': [[1]], 'targets': [[0]]},
                 'optimizer': {'name': 'sgd', 'learningRate': %s}, 'batchSize': 1,
                 'epochs': 301, 'parameters': [{'weights': [[%s]], 'biases': [%s]}],
                 'trace': {'everySteps': 50}}
                """
                    .formatted(cost, rate, weight, bias)));
    JsonNode trace = service.read(path(job) + "/gradient-trace?metrics=activationMean");
    return Oracle.values(trace.get("layers").get(0).get("metrics").get("activationMean"));
  }

  @Test
  void digitsAreLearntAndTheTraceShowsEveryMetricOfEveryLayer() {
    JsonNode job = service.train(json(DIGITS));
    assertThat(job.get("result").get("validationAccuracy").asDouble()).isGreaterThan(0.9);
    JsonNode trace = service.read(path(job) + "/gradient-trace");
    int points = trace.get("step").size();
    int steps = job.get("progress").get("steps").asInt();
    assertThat(steps).isEqualTo(1440);
    assertThat(points).isBetween(250, 500);
    assertThat(trace.get("step").get(0).asInt()).isEqualTo(1);
    assertThat(trace.get("step").get(points - 1).asInt()).isEqualTo(steps);
    assertThat(trace.get("complete").asBoolean()).isTrue();
    for (JsonNode layer : trace.get("layers")) {
      for (Metric metric : Metric.values()) {
        assertThat(layer.get("metrics").get(metric.label()).size())
            .as("%s of layer %s", metric.label(), layer.get("layer"))
            .isEqualTo(points);
      }
    }
    JsonNode epochs = service.read(path(job) + "/loss-curve").get("epochs");
    assertThat(epochs.get("epoch").size()).isEqualTo(11);
    assertThat(epochs.get("trainingLoss").get(10).asDouble())
        .isLessThan(epochs.get("trainingLoss").get(0).asDouble() / 5);
  }

  /** Two hundred hidden layers and one before them; the skips are all that differs. */
  @Test
  void aHundredBlocksLearnWhatAsManyLayersWithoutSkipsDoNot() {
    JsonNode blocks =
        deep(
            """
            {'residual': [{'units': 24, 'activation': 'relu'}, {'units': 24, 'activation': 'linear',
              'weightInitializer': {'name': 'lecun_normal'}}], 'scale': 0.1, 'repeat': 100}
            """);
    JsonNode plain = deep("{'units': 24, 'activation': 'relu', 'repeat': 200}");
    assertThat(blocks.get("result").get("validationAccuracy").asDouble()).isGreaterThan(0.9);
    assertThat(plain.get("result").get("validationAccuracy").asDouble()).isLessThan(0.15);
    assertThat(plain.get("status").asString()).isEqualTo("succeeded");
  }

  private JsonNode deep(String layers) {
    return service.train(
        json(
            """
            {'network': {'inputs': 64, 'layers': [
                {'units': 24, 'activation': 'linear'}, %s, {'units': 10, 'activation': 'softmax'}],
                'weightInitializer': {'name': 'he_normal'}},
             'cost': 'categorical_cross_entropy', 'dataset': {'id': 'digits'}, 'scaling': 'standard',
             'validationFraction': 0.2, 'optimizer': {'name': 'adam', 'learningRate': 0.002},
             'batchSize': 32, 'epochs': 3, 'seed': 1, 'trace': {'maxPoints': 5}}
            """
                .formatted(layers)));
  }

  @Test
  void oneSeedGivesOneTraceAndOneNetwork() {
    JsonNode first = service.train(json(DIGITS));
    JsonNode second = service.train(json(DIGITS));
    for (String part : List.of("/parameters", "/loss-curve", "/gradient-trace")) {
      String one = service.get(path(first) + part).body().replace(id(first), "");
      String other = service.get(path(second) + part).body().replace(id(second), "");
      assertThat(other).as(part).isEqualTo(one);
    }
  }

  @Test
  void imagesAreUploadedTrainedOnAndPredicted() throws IOException {
    byte[] images = resource("mnist_2k-images-idx3-ubyte.gz");
    byte[] labels = resource("mnist_2k-labels-idx1-ubyte.gz");
    JsonNode dataset =
        body(
            service.upload(
                "/v1/datasets", Map.of("images", images, "labels", labels, "name", "mine")),
            201);
    assertThat(dataset.get("samples").asInt()).isEqualTo(2000);
    assertThat(dataset.get("features").asInt()).isEqualTo(784);
    JsonNode job =
        service.train(
            json(
                """
                {'network': {'inputs': 784, 'layers': [
                    {'units': 30, 'activation': 'relu'}, {'units': 10, 'activation': 'softmax'}]},
                 'cost': 'categorical_cross_entropy', 'dataset': {'id': '%s'},
                 'optimizer': {'name': 'adam', 'learningRate': 0.01}, 'epochs': 5}
                """
                    .formatted(id(dataset))));
    assertThat(job.get("result").get("trainingAccuracy").asDouble()).isGreaterThan(0.9);
    JsonNode rows = service.read("/v1/datasets/" + id(dataset) + "/rows?limit=50");
    JsonNode answer =
        service.post(
            path(job) + "/predictions", json("{'inputs': " + rows.get("inputs") + "}"), 200);
    assertThat(answer.get("outputs").size()).isEqualTo(50);
    long right =
        IntStream.range(0, 50)
            .filter(i -> answer.get("labels").get(i).equals(rows.get("labels").get(i)))
            .count();
    assertThat(right).isGreaterThan(40);
    assertThat(service.delete("/v1/datasets/" + id(dataset)).statusCode()).isEqualTo(204);
    assertThat(service.get("/v1/datasets/" + id(dataset)).statusCode()).isEqualTo(404);
  }

  @Test
  void aTableIsUploadedAndABadCellIsNamed() {
    String table = "width,height,kind\n1.5,2,a\n1.25,1,b\n0.5,3,a\n0.75,2,b\n";
    JsonNode dataset = body(upload(table), 201);
    assertThat(dataset.get("task").asString()).isEqualTo("classification");
    assertThat(dataset.get("features").asInt()).isEqualTo(2);
    JsonNode problem = body(upload(table.replace("1.25", "1,25")), 422);
    assertThat(problem.get("errors").get(0).get("detail").asString()).contains("line 3");
  }

  private HttpResponse<String> upload(String table) {
    return service.upload(
        "/v1/datasets",
        Map.of("file", table.getBytes(StandardCharsets.UTF_8), "labelColumn", "kind"));
  }

  @Test
  void aRunThatDivergesKeepsItsTraceUpToTheEnd() {
    JsonNode job =
        service.train(
            json(
                """
                {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'linear'}]},
                 'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'epochs': 1000,
                 'optimizer': {'name': 'sgd', 'learningRate': 1e6}}
                """));
    assertThat(job.get("status").asString()).isEqualTo("failed");
    assertThat(job.get("error").get("code").asString()).isEqualTo("diverged");
    assertThat(job.get("result").get("stopReason").asString()).isEqualTo("diverged");
    JsonNode trace = service.read(path(job) + "/gradient-trace");
    JsonNode batches = service.read(path(job) + "/loss-curve").get("batches");
    int last = trace.get("step").size() - 1;
    assertThat(trace.get("step").get(last)).isEqualTo(job.get("progress").get("step"));
    assertThat(trace.get("loss").get(last).isNull()).isTrue();
    assertThat(batches.get("step").get(batches.get("step").size() - 1))
        .isEqualTo(job.get("progress").get("step"));
  }

  @Test
  void aRunningJobIsWatchedAndCancelled() {
    JsonNode job = service.post(JOBS, json(ENDLESS), 201);
    Await.until(
        "three steps are recorded",
        () -> service.read(path(job) + "/gradient-trace").get("step").size() >= 3);
    assertThat(service.delete(path(job)).statusCode()).isEqualTo(409);
    body(service.post(path(job) + "/cancel", ""), 200);
    JsonNode ended = service.finished(id(job));
    assertThat(ended.get("status").asString()).isEqualTo("cancelled");
    assertThat(service.post(path(job) + "/cancel", "").statusCode()).isEqualTo(409);
    JsonNode trace = service.read(path(job) + "/gradient-trace");
    assertThat(trace.get("step").get(trace.get("step").size() - 1))
        .isEqualTo(ended.get("progress").get("step"));

    List<Integer> all = eventIds(service.get(path(job) + "/events", "Accept", EVENT_STREAM).body());
    assertThat(all).isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
    String resumed =
        service.get(path(job) + "/events", "Accept", EVENT_STREAM, "Last-Event-ID", "2").body();
    assertThat(eventIds(resumed)).isEqualTo(all.subList(2, all.size()));

    assertThat(service.delete(path(job)).statusCode()).isEqualTo(204);
    assertThat(service.get(path(job)).statusCode()).isEqualTo(404);
  }

  private static final String EVENT_STREAM = "text/event-stream";

  private static List<Integer> eventIds(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("id:"))
        .map(line -> Integer.valueOf(line.substring(3).trim()))
        .toList();
  }

  @Test
  void tracesAreTablesToo() {
    JsonNode job = service.train(json(DIGITS));
    String csv =
        service
            .get(
                path(job) + "/gradient-trace?metrics=weightGradientNorm&layers=2&maxPoints=5",
                "Accept",
                "text/csv")
            .body();
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0).split(",")).contains("step", "layer", "weightGradientNorm");
    assertThat(Arrays.stream(lines.get(5).split(",")).toList()).contains("1440", "2");
  }

  @Test
  void everyFaultOfAQueryIsNamedAtOnce() {
    JsonNode job = service.train(json(DIGITS));
    JsonNode problem =
        body(service.get(path(job) + "/gradient-trace?metrics=x&layers=9&maxPoints=1"), 400);
    assertThat(problem.get("errors"))
        .extracting(fault -> fault.get("pointer").asString())
        .containsExactlyInAnyOrder("/metrics", "/layers", "/maxPoints");
  }

  @Test
  void aHundredSigmoidLayersShowTheirVanishingGradient() {
    JsonNode answer =
        service.post(
            "/v1/gradients",
            json(
                """
                {'network': {'inputs': 784, 'layers': [
                    {'units': 30, 'activation': 'sigmoid', 'repeat': 100},
                    {'units': 10, 'activation': 'sigmoid'}],
                    'weightInitializer': {'name': 'lecun_normal'},
                    'biasInitializer': {'name': 'normal', 'stddev': 1.0}},
                 'cost': 'binary_cross_entropy',
                 'batch': {'dataset': {'id': 'mnist_2k'}, 'first': 1000}}
                """),
            200);
    // √χ = 0.2048 per layer in the mean-field limit: 0.69 decades.
    assertThat(answer.get("flow").get("slopePerLayer").asDouble()).isCloseTo(0.69, within(0.06));
    assertThat(answer.get("layers").get(0).get("deltaLog10").asDouble()).isLessThan(-60);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        TrainingStoryTest.class.getResourceAsStream("/dev/gradtrace/dataset/" + name)) {
      return stream.readAllBytes();
    }
  }

  private static String id(JsonNode resource) {
    return resource.get("id").asString();
  }

  private static String path(JsonNode job) {
    return JOBS + "/" + id(job);
  }
}
