package dev.gradtrace.story;

import static dev.gradtrace.story.Service.body;
import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One question, many jobs, one table. */
@OneService
class ExperimentStoryTest {

  private static final String PATH = "/v1/experiments";
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final double ROUNDING = 1e-12;

  private static final String XOR =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 4, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'xor'},
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'batchSize': 4, 'epochs': 10}
      """;

  /** Long enough that nobody sees its end. */
  private static final String ENDLESS =
      """
      {'network': {'inputs': 784, 'layers': [{'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'mnist_2k'}, 'epochs': 100000,
       'optimizer': {'name': 'sgd'}}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void aGridOfCostsDepthsAndActivationsBecomesATidyTable() {
    JsonNode experiment =
        run(
            XOR,
            """
            [{'pointer': '/cost', 'values': ['quadratic', 'binary_cross_entropy']},
             {'pointer': '/network/layers/0/repeat', 'values': [1, 2, 5]},
             {'pointer': '/network/layers/0/activation', 'values': ['sigmoid', 'tanh', 'relu']}]
            """,
            "[1, 2, 3]");
    assertThat(experiment.get("status").asString()).isEqualTo("succeeded");
    assertThat(experiment.at("/counts/succeeded").asInt()).isEqualTo(54);
    HttpResponse<String> csv = service.get(path(experiment) + "/comparison", "Accept", "text/csv");
    List<List<String>> rows = csv.body().lines().map(line -> List.of(line.split(",", -1))).toList();
    assertThat(rows.get(0))
        .containsExactly(
            "cell", "cost", "repeat", "activation", "layer", "metric", "mean", "sd", "n", "ratio");
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(10));
    Set<List<String>> observations = new HashSet<>();
    rows.forEach(row -> observations.add(List.of(row.get(0), row.get(4), row.get(5))));
    assertThat(observations).as("no observation twice").hasSize(rows.size());
    // Sixteen figures of a network and 22 of a layer, of networks of 2, 3 and 6 layers.
    assertThat(rows).hasSize(1 + 18 * 16 + 6 * (2 + 3 + 6) * 22);
    assertThat(rows.stream().filter(row -> row.get(5).equals("trainingLoss")))
        .hasSize(18)
        .allSatisfy(row -> assertThat(row.get(8)).isEqualTo("3"))
        .allSatisfy(row -> assertThat(Double.parseDouble(row.get(7))).isPositive());
    List<String> runs =
        service
            .get(path(experiment) + "/comparison?grain=runs", "Accept", "text/csv")
            .body()
            .lines()
            .toList();
    assertThat(runs).hasSize(1 + 54);
    assertThat(runs.get(0))
        .startsWith("cell,cost,repeat,activation,seed,runId,jobId,status,stopReason,trainingLoss,");
    assertThat(runs.get(2))
        .startsWith("0,quadratic,1,sigmoid,2,")
        .contains(",succeeded,completed,");
  }

  @Test
  void cellsThatDifferInTheCostStartFromTheSameWeightsAndSeeTheSameBatch() {
    String base = XOR.replace("'batchSize': 4", "'batchSize': 2");
    JsonNode experiment =
        run(
            base,
            "[{'pointer': '/cost', 'values': ['quadratic', 'binary_cross_entropy']}]",
            "[5, 6]");
    JsonNode runs = experiment.get("runs");
    for (int seed = 0; seed < 2; seed++) {
      JsonNode first = trace(runs.get(seed));
      JsonNode second = trace(runs.get(2 + seed));
      for (int l = 0; l < 2; l++) {
        for (String metric : List.of("weightNorm", "activationMean", "preactivationStd")) {
          String series = "/layers/%s/metrics/%s/0".formatted(l, metric);
          assertThat(second.at(series).asDouble())
              .as("%s of layer %d", metric, l + 1)
              .isEqualTo(first.at(series).asDouble());
        }
      }
      assertThat(second.at("/flow/costGradientLog10/0"))
          .isNotEqualTo(first.at("/flow/costGradientLog10/0"));
    }
    assertThat(trace(runs.get(0))).isNotEqualTo(trace(runs.get(1)));
  }

  @Test
  void aComparisonIsWhatItsRunsSay() {
    JsonNode experiment =
        run(XOR, "[{'pointer': '/optimizer/learningRate', 'values': [0.5, 2.0]}]", "[1, 2, 3]");
    JsonNode runs = experiment.get("runs");
    JsonNode comparison =
        service.read(
            path(experiment) + "/comparison?baseline=" + runs.get(4).get("runId").asString());
    assertThat(comparison.get("baseline")).isEqualTo(runs.get(3).get("runId"));
    double[] losses =
        IntStream.range(0, 3)
            .mapToDouble(i -> runs.get(i).at("/summary/trainingLoss").asDouble())
            .toArray();
    double mean = Arrays.stream(losses).average().orElseThrow();
    double variance = Arrays.stream(losses).map(x -> (x - mean) * (x - mean)).sum() / 2;
    JsonNode slow = comparison.at("/cells/0/figures/trainingLoss");
    double reference = comparison.at("/cells/1/figures/trainingLoss/mean").asDouble();
    assertThat(comparison.get("loss").asDouble()).isEqualTo(reference);
    assertThat(slow.get("mean").asDouble()).isCloseTo(mean, within(ROUNDING));
    assertThat(slow.get("sd").asDouble()).isCloseTo(Math.sqrt(variance), within(ROUNDING));
    assertThat(slow.get("ratio").asDouble()).isCloseTo(mean / reference, within(ROUNDING));
    assertThat(comparison.at("/cells/1/figures/trainingLoss/ratio").asDouble()).isEqualTo(1);
    // Before the first update the learning rate has changed nothing.
    assertThat(comparison.at("/cells/0/layers/0/metrics/deltaLog10/ratio").asDouble()).isEqualTo(1);
    assertThat(comparison.at("/cells/0/layers/0/metrics/updateRatio/ratio").asDouble())
        .isCloseTo(0.25, within(ROUNDING));
    assertThat(
            comparison(experiment, "?loss=1e9").at("/cells/0/figures/epochsToLoss/mean").asDouble())
        .isZero();
    JsonNode unreached = comparison(experiment, "?loss=-1").at("/cells/0/figures/epochsToLoss");
    assertThat(unreached.get("mean").isNull()).isTrue();
    assertThat(unreached.get("n").asInt()).isZero();
    body(service.get(path(experiment) + "/comparison?baseline=nobody"), 422);
  }

  @Test
  void aRunThatDivergesCountsAndIsLeftOutOfTheMeans() {
    String base =
        XOR.replace("'cost': 'binary_cross_entropy'", "'cost': 'quadratic'")
            .replace("'sigmoid'", "'linear'");
    JsonNode experiment =
        run(base, "[{'pointer': '/optimizer/learningRate', 'values': [0.1, 1e300]}]", "[1, 2]");
    assertThat(experiment.get("status").asString()).isEqualTo("succeeded");
    JsonNode cell = comparison(experiment, "").at("/cells/1");
    assertThat(cell.get("diverged").asInt()).isEqualTo(2);
    assertThat(cell.at("/figures/trainingLoss/n").asInt()).isZero();
    assertThat(cell.get("layers")).isEmpty();
  }

  @Test
  @Timeout(60)
  void twoHundredCellsEndInSeconds() {
    String rates =
        IntStream.rangeClosed(1, 200)
            .mapToObj(i -> Double.toString(i / 100.0))
            .collect(
                Collectors.joining(
                    ", ", "[{'pointer': '/optimizer/learningRate', 'values': [", "]}]"));
    JsonNode ended = run(XOR, rates, "[1]");
    assertThat(comparison(ended, "").get("cells")).hasSize(200);
    assertThat(service.delete(path(ended)).statusCode()).isEqualTo(204);
  }

  @Test
  void anExperimentIsCancelledAndForgottenWithItsJobs() {
    JsonNode experiment = submit(ENDLESS, "[{'pointer': '/l2', 'values': [0, 1]}]", "[1, 2, 3]");
    String path = path(experiment);
    assertThat(service.delete(path).statusCode()).isEqualTo(409);
    body(service.post(path + "/cancel", ""), 200);
    assertThat(finished(experiment).get("status").asString()).isEqualTo("cancelled");
    assertThat(service.post(path + "/cancel", "").statusCode()).isEqualTo(409);
    String job = "/v1/training-jobs/" + experiment.at("/runs/0/jobId").asString();
    assertThat(service.delete(job).statusCode()).isEqualTo(204);
    JsonNode lonely = service.read(path);
    assertThat(lonely.at("/runs/0/status").asString()).isEqualTo("deleted");
    assertThat(lonely.at("/runs/0/jobId").isNull()).isTrue();
    assertThat(lonely.at("/counts/deleted").asInt()).isEqualTo(1);
    assertThat(service.delete(path).statusCode()).isEqualTo(204);
    assertThat(service.get(path).statusCode()).isEqualTo(404);
    String other = "/v1/training-jobs/" + experiment.at("/runs/1/jobId").asString();
    assertThat(service.get(other).statusCode()).isEqualTo(404);
  }

  @Test
  void theSameKeyStartsOneExperiment() {
    String name = "one of a key";
    ObjectNode request = request(XOR, "[{'pointer': '/l2', 'values': [0, 1]}]", "[1]");
    String body = request.put("name", name).toString();
    HttpResponse<String> first = service.post(PATH, body, "Idempotency-Key", "one");
    HttpResponse<String> second = service.post(PATH, body, "Idempotency-Key", "one");
    assertThat(first.headers().firstValue("Location"))
        .hasValue(PATH + "/" + body(first, 201).get("id").asString());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(service.read(PATH + "?q=" + name.replace(' ', '+')).get("data"))
        .extracting(experiment -> experiment.get("id"))
        .containsExactly(body(first, 201).get("id"));
  }

  private JsonNode run(String base, String factors, String seeds) {
    return finished(submit(base, factors, seeds));
  }

  private JsonNode submit(String base, String factors, String seeds) {
    return service.post(PATH, request(base, factors, seeds), 201);
  }

  private static ObjectNode request(String base, String factors, String seeds) {
    ObjectNode request = (ObjectNode) json("{}");
    request.set("base", json(base));
    request.set("factors", json(factors));
    return request.set("seeds", json(seeds));
  }

  private JsonNode finished(JsonNode experiment) {
    return Await.until(
        "the experiment ends",
        LONGEST,
        () -> service.read(path(experiment)),
        now -> !Set.of("queued", "running").contains(now.get("status").asString()));
  }

  private JsonNode comparison(JsonNode experiment, String query) {
    return service.read(path(experiment) + "/comparison" + query);
  }

  private JsonNode trace(JsonNode run) {
    return service
        .read("/v1/training-jobs/" + run.get("jobId").asString() + "/gradient-trace")
        .deepCopy();
  }

  private static String path(JsonNode experiment) {
    return experiment.at("/links/self").asString();
  }
}
