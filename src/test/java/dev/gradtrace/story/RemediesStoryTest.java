package dev.gradtrace.story;

import static dev.gradtrace.story.Service.body;
import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a diagnosis proposes is tried, and the diagnosis says what came of it. */
@OneService
class RemediesStoryTest {

  private static final String SATURATED =
      """
      {'network': {'inputs': 1, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
       'parameters': [{'weights': [[2]], 'biases': [2]}], 'cost': 'quadratic',
       'dataset': {'inputs': [[1]], 'targets': [[0]]},
       'optimizer': {'name': 'sgd', 'learningRate': 0.15}, 'batchSize': 1, 'epochs': 300}
      """;

  private static final String DEEP =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 30, 'activation': 'sigmoid', 'repeat': 100},
          {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy',
       'dataset': {'generator': {'name': 'moons', 'samples': 100, 'noise': 0.1, 'seed': 1}},
       'optimizer': {'name': 'adam', 'learningRate': 0.001}, 'batchSize': 10, 'epochs': 20}
      """;

  /** Sigmoid outputs that are no distribution, and deep layers that start at rest. */
  private static final String TWICE_ILL =
      """
      {'network': {'inputs': 4, 'layers': [
          {'units': 8, 'activation': 'relu', 'repeat': 6,
           'weightInitializer': {'name': 'normal', 'stddev': 0.02}},
          {'units': 3, 'activation': 'sigmoid'}]},
       'cost': 'categorical_cross_entropy', 'dataset': {'id': 'iris'}, 'scaling': 'standard',
       'optimizer': {'name': 'adam', 'learningRate': 0.003}, 'batchSize': 16, 'epochs': 60}
      """;

  /** Numbers that weights of usual size do not come near in the time. */
  private static final String LARGE =
      """
      {'network': {'inputs': 1, 'layers': [
          {'units': 8, 'activation': 'tanh'}, {'units': 1, 'activation': '%s'}]},
       'cost': 'quadratic',
       'dataset': {'inputs': [[-2], [-1], [0], [1], [2]],
                   'targets': [[1000], [1100], [1500], [1900], [2000]]},
       'optimizer': {'name': 'adam', 'learningRate': 0.01}, 'batchSize': 5, 'epochs': 10}
      """;

  /** Three of forty samples, each beside three of the other class. */
  private static final String RARE =
      """
      {'network': {'inputs': 1, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy',
       'dataset': {'inputs': [%s[2], [2.1], [2.2], [2], [2.1], [2.2], [2], [2.1], [2.2],
                              [2], [2.1], [2.2]],
                   'labels': [%s0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]},
       'optimizer': {'name': 'adam', 'learningRate': 0.05}, 'batchSize': 10, 'epochs': 200}
      """
          .formatted("[-1], [-0.5], ".repeat(14), "0, 0, ".repeat(14));

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void theSaturatedNeuronIsCuredByTheCrossEntropy() {
    String job = train(SATURATED);
    assertThat(finding(job, "learning_slowdown").at("/remedies/0").has("measured")).isFalse();
    JsonNode experiment = treat(job);
    assertThat(experiment.at("/runs/0/title").asString()).isEqualTo("the job as it is");
    assertThat(experiment.at("/runs/0/factors")).isEmpty();
    JsonNode remedy = finding(job, "learning_slowdown").at("/remedies/0");
    assertThat(remedy.at("/patch/0/value").asString()).isEqualTo("binary_cross_entropy");
    JsonNode measured = remedy.get("measured");
    assertThat(measured.get("experimentId")).isEqualTo(experiment.get("id"));
    assertThat(measured.get("metric").asString()).isEqualTo("meanSquaredError");
    assertThat(measured.get("helped").asBoolean()).isTrue();
    // The quadratic cost is half the squared error, and the first cell is the job itself.
    assertThat(measured.get("before").asDouble())
        .isEqualTo(2 * experiment.at("/runs/0/summary/trainingLoss").asDouble());
    assertThat(measured.get("after").asDouble()).isLessThan(measured.get("before").asDouble() / 2);
  }

  @Test
  void aHundredSigmoidLayersAreCuredByRectifiersAndNotByAnotherCost() {
    String job = train(DEEP);
    JsonNode finding = finding(job, "vanishing_gradient");
    assertThat(finding.get("remedies").toString()).doesNotContain("/cost");
    treat(job);
    JsonNode remedy = finding(job, "vanishing_gradient").at("/remedies/0");
    assertThat(remedy.get("title").asString()).contains("relu");
    assertThat(remedy.at("/measured/helped").asBoolean()).as(remedy.toString()).isTrue();
  }

  @Test
  void whereOneRemedyIsNotEnoughSeveralAreTriedTogether() {
    String job = train(TWICE_ILL);
    assertThat(diagnosis(job).get("treatments")).isEmpty();
    JsonNode experiment = treat(job);
    JsonNode last = experiment.at("/runs").get(experiment.get("runs").size() - 1);
    JsonNode treatment = diagnosis(job).at("/treatments/0");
    assertThat(treatment.get("title")).isEqualTo(last.get("title"));
    assertThat(treatment.get("title").asString())
        .contains("softmax output with categorical_cross_entropy + ");
    assertThat(treatment.get("patch").toString()).contains("/cost", "/network/layers");
    assertThat(treatment.at("/measured/runId")).isEqualTo(last.get("runId"));
    assertThat(treatment.at("/measured/helped").asBoolean()).as(treatment.toString()).isTrue();
  }

  @Test
  void largeTargetsAreScaledAndJudgedInTheirOwnUnits() {
    String job = train(LARGE.formatted("linear"));
    treat(job);
    JsonNode remedy = finding(job, "targets_out_of_range").at("/remedies/0");
    assertThat(remedy.at("/patch/0/path").asString()).isEqualTo("/targetScaling");
    assertThat(remedy.at("/patch/0/value").asString()).isEqualTo("standard");
    JsonNode measured = remedy.get("measured");
    assertThat(measured.get("metric").asString()).isEqualTo("meanSquaredError");
    // The mean square of the targets is 2.42e6, their variance 1.64e5.
    assertThat(measured.get("before").asDouble()).isGreaterThan(2e6);
    assertThat(measured.get("after").asDouble()).isBetween(10.0, 1e5);
    assertThat(measured.get("helped").asBoolean()).as(remedy.toString()).isTrue();
  }

  @Test
  void targetsBeyondABoundedOutputAreBroughtIntoItsRange() {
    JsonNode remedies =
        finding(train(LARGE.formatted("sigmoid")), "targets_out_of_range").get("remedies");
    assertThat(remedies.at("/0/patch/0/path").asString()).isEqualTo("/targetScaling");
    assertThat(remedies.at("/0/patch/0/value").asString()).isEqualTo("min_max");
  }

  @Test
  void aRareClassIsWeighedAndJudgedByTheSharesOfEachClass() {
    String job = train(RARE);
    treat(job);
    JsonNode remedy = finding(job, "class_imbalance").at("/remedies/0");
    assertThat(remedy.at("/patch/0/path").asString()).isEqualTo("/classWeights");
    JsonNode measured = remedy.get("measured");
    assertThat(measured.get("metric").asString()).isEqualTo("balancedAccuracy");
    assertThat(measured.get("before").asDouble()).isEqualTo(0.5);
    assertThat(measured.get("after").asDouble()).isGreaterThan(0.8);
    assertThat(measured.get("helped").asBoolean()).as(remedy.toString()).isTrue();
  }

  @Test
  void findingsAreEventsOfTheJobBeforeItsEnd() {
    String job = train(TWICE_ILL);
    JsonNode events = service.read("/v1/training-jobs/" + job + "/events");
    List<String> found =
        StreamSupport.stream(events.spliterator(), false)
            .filter(event -> event.get("event").asString().equals("finding"))
            .map(event -> event.at("/data/rule").asString())
            .toList();
    assertThat(found).contains("output_activation_mismatch").doesNotHaveDuplicates();
    assertThat(events.get(events.size() - 1).get("event").asString()).isEqualTo("status");
    assertThat(events)
        .extracting(event -> event.get("id").asLong())
        .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
  }

  @Test
  void theSameKeyTriesOnce() {
    String path = path(train(SATURATED));
    HttpResponse<String> first = service.post(path, "", "Idempotency-Key", "once");
    HttpResponse<String> second = service.post(path, "", "Idempotency-Key", "once");
    assertThat(first.headers().firstValue("Location"))
        .hasValue("/v1/experiments/" + body(first, 201).get("id").asString());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(body(service.post(path, ""), 201).get("id"))
        .isNotEqualTo(body(first, 201).get("id"));
  }

  @Test
  void whatIsHealthyOrUnknownIsNotTreated() {
    String healthy =
        SATURATED.replace("quadratic", "binary_cross_entropy").replace("[[2]]", "[[0.6]]");
    body(service.post(path(train(healthy)), ""), 409);
    body(service.post(path("nobody"), ""), 404);
  }

  @Test
  void nothingCanBeTriedOnDataThatAreGone() {
    String data =
        service
            .post("/v1/datasets", json("{'name': 'one', 'inputs': [[1]], 'targets': [[0]]}"), 201)
            .get("id")
            .asString();
    String stored = "{'id': '" + data + "'}";
    String job = train(SATURATED.replace("{'inputs': [[1]], 'targets': [[0]]}", stored));
    diagnosis(job);
    assertThat(service.delete("/v1/datasets/" + data).statusCode()).isEqualTo(204);
    JsonNode problem = body(service.post(path(job), ""), 409);
    assertThat(problem.get("detail").asString())
        .isEqualTo("The data of the job can no longer be had.");
  }

  private String train(String job) {
    return service.train(json(job)).get("id").asString();
  }

  private JsonNode treat(String job) {
    JsonNode experiment = body(service.post(path(job), ""), 201);
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    return service.read("/v1/experiments/" + experiment.get("id").asString());
  }

  private JsonNode finding(String job, String rule) {
    JsonNode diagnosis = diagnosis(job);
    return StreamSupport.stream(diagnosis.get("findings").spliterator(), false)
        .filter(finding -> finding.get("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError(diagnosis.toString()));
  }

  private JsonNode diagnosis(String job) {
    return service.read("/v1/training-jobs/" + job + "/diagnosis");
  }

  private static String path(String job) {
    return "/v1/training-jobs/" + job + "/remedies";
  }
}
