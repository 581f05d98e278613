package dev.gradtrace.web.diagnoses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.story.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Two moons at a learning rate that learns the curved boundary, at one that stops on a plateau, and
 * at others.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class VerdictsOverHttpTest {

  /** Unrounded numbers. */
  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{13}");

  private static final String MOONS =
      """
      {'network': {'inputs': 2, 'layers': [
         {'units': 8, 'activation': 'tanh', 'repeat': 2}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'validationFraction': 0.25, 'epochs': 40, 'batchSize': 16,
       'dataset': {'generator': {'name': 'moons', 'samples': 300, 'noise': 0.15, 'seed': 1}},
       'optimizer': {'name': '%s', 'learningRate': %s}}
      """;

  private static final String CUBIC =
      """
      {'network': {'inputs': 1, 'layers': [
         {'units': 14, 'activation': 'sigmoid'}, {'units': 1, 'activation': 'linear'}]},
       'cost': 'mean_squared_error', 'epochs': 30,
       'dataset': {'generator': {'name': 'polynomial', 'samples': 200, 'seed': 2}},
       'optimizer': {'name': 'sgd', 'learningRate': 2.5}}
      """;

  private static final String IRIS =
      """
      {'network': {'inputs': 4, 'layers': [
         {'units': 12, 'activation': 'tanh'}, {'units': 3, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'epochs': 60, 'batchSize': 16, 'seed': 1,
       'dataset': {'id': 'iris'}, 'scaling': 'standard', 'optimizer': %s}
      """;

  private static final String DIGITS =
      """
      {'network': {'inputs': 64, 'layers': [
         {'units': 30, 'activation': 'relu'}, {'units': 10, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'epochs': 15, 'batchSize': 32, 'seed': 1,
       'dataset': {'id': 'digits'}, 'scaling': 'standard', %s}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void service() {
    service = new Service(port);
  }

  @Test
  void aRunThatReachesWhatCanBeAttainedIsHealthy() {
    JsonNode diagnosis = diagnosed(MOONS.formatted("adam", "0.05"));
    assertThat(diagnosis.get("verdict").asString()).isEqualTo("healthy");
    JsonNode attainment = diagnosis.get("attainment");
    assertThat(attainment.get("of").asString()).isEqualTo("training_accuracy");
    assertThat(attainment.get("measured").asDouble(0)).isGreaterThan(0.95);
    assertThat(attainment.get("constantAnswer").asDouble(1)).isLessThan(0.6);
    assertThat(attainment.get("basis").asString()).contains("samples");
  }

  @Test
  void aRunOnAPlateauIsNot() {
    JsonNode diagnosis = diagnosed(MOONS.formatted("adam", "0.01"));
    assertThat(diagnosis.get("verdict").asString()).isEqualTo("faulty");
    assertThat(names(diagnosis, "findings")).contains("too_few_epochs");
  }

  @Test
  void aRunThatHardlyMovesIsNot() {
    assertThat(diagnosed(MOONS.formatted("sgd", "1e-7")).get("verdict").asString())
        .isNotEqualTo("healthy");
  }

  /** The weights that it begins with answer 85 % of the flowers right. */
  @Test
  void aRunIsNotPraisedForWhatItWasGiven() {
    JsonNode diagnosis =
        diagnosed(IRIS.formatted("{'name': 'sgd', 'learningRate': 1e-6, 'momentum': 0.9}"));
    assertThat(diagnosis.get("verdict").asString()).isEqualTo("faulty");
    assertThat(names(diagnosis, "findings").get(0)).isEqualTo("learning_rate_too_low");
  }

  /** A loss of 440, where one answer for all has 2.3, and 98 % right. */
  @Test
  void rightAnswersDoNotMakeUpForAHugeLoss() {
    JsonNode diagnosis =
        diagnosed(DIGITS.formatted("'optimizer': {'name': 'rmsprop', 'learningRate': 5}"));
    assertThat(names(diagnosis, "findings").get(0)).isEqualTo("learning_rate_too_high");
  }

  @Test
  void aBoundThatHoldsTheWeightsIsNamed() {
    JsonNode diagnosis =
        diagnosed(
            DIGITS.formatted(
                "'optimizer': {'name': 'adam', 'learningRate': 0.003}, 'maxNorm': 0.01"));
    assertThat(names(diagnosis, "findings").get(0)).isEqualTo("over_regularized");
  }

  @Test
  void numbersBeyondAllMeaningAreNullOrShort() {
    JsonNode diagnosis = diagnosed(CUBIC);
    assertThat(diagnosis.get("verdict").asString()).isEqualTo("faulty");
    assertThat(names(diagnosis, "findings")).contains("learning_rate_too_high");
  }

  @Test
  void aProbeOfAJobSaysNoMoreThanItSaw() {
    String job = MOONS.formatted("adam", "0.05").replace("'epochs': 40", "'epochs': 4000");
    JsonNode diagnosis = Service.body(service.post("/v1/diagnoses", job.replace('\'', '"')), 200);
    assertThat(diagnosis.get("complete").asBoolean()).isFalse();
    assertThat(diagnosis.get("verdict").asString()).isEqualTo("undecided");
    assertWhole(diagnosis);
  }

  private JsonNode diagnosed(String job) {
    String id = service.train(Service.json(job)).get("id").asString();
    JsonNode diagnosis = service.read("/v1/training-jobs/" + id + "/diagnosis");
    assertWhole(diagnosis);
    return diagnosis;
  }

  /**
   * A diagnosis is consistent: each rule has one verdict, only undecided ones have doubts, and
   * sentences are readable.
   */
  private static void assertWhole(JsonNode diagnosis) {
    List<String> all = new ArrayList<>();
    for (String part : List.of("findings", "clean", "notChecked", "notApplicable")) {
      all.addAll(names(diagnosis, part));
    }
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Rule.values()).map(Rule::label).toList());
    assertThat(diagnosis.get("undecidedBecause").isEmpty())
        .isEqualTo(!diagnosis.get("verdict").asString().equals("undecided"));
    for (String sentences : sentences(diagnosis)) {
      assertThat(sentences).doesNotContainPattern(LONG_NUMBER).doesNotContain("NaN", "Infinity");
    }
  }

  private static List<String> names(JsonNode diagnosis, String part) {
    return diagnosis.get(part).valueStream().map(rule -> rule.get("rule").asString()).toList();
  }

  private static List<String> sentences(JsonNode node) {
    List<String> all = new ArrayList<>();
    if (node.isString()) {
      all.add(node.asString());
    }
    node.valueStream().forEach(child -> all.addAll(sentences(child)));
    return all;
  }
}
