package dev.gradtrace.web.diagnoses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.story.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

  private static final String BLOBS =
      """
      {'network': {'inputs': 6, 'layers': [
         {'units': 20, 'activation': 'gelu'}, {'units': 5, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'epochs': 40, 'batchSize': 16, 'seed': 1,
       'dataset': {'generator': {'name': 'blobs', 'samples': 250, 'classes': 5, 'features': 6,
         'seed': 3}},
       'scaling': 'standard', 'optimizer': %s}
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

  /** Jobs in which what is seen first is not what is wrong, and the only one that is to blame. */
  static Stream<Arguments> causes() {
    String digits =
        "'cost': 'categorical_cross_entropy', 'scaling': 'standard', 'seed': 1,"
            + " 'dataset': {'id': 'digits'}, 'network': {'inputs': 64, 'layers': [%s,"
            + " {'units': 10, 'activation': 'softmax'}]}";
    String chain =
        "{'units': 30, 'activation': '%s', 'repeat': %s, 'weightInitializer': {'name': %s}}";
    return Stream.of(
        Arguments.of(
            "residual_growth",
            "{'batchSize': 32, 'epochs': 5, 'optimizer': {'name': 'sgd', 'learningRate': 0.05}, "
                + digits.formatted(
                    "{'units': 24, 'activation': 'relu'}, {'repeat': 20, 'residual': ["
                        + "{'units': 24, 'activation': 'relu',"
                        + " 'weightInitializer': {'name': 'he_normal'}},"
                        + "{'units': 24, 'activation': 'linear',"
                        + " 'weightInitializer': {'name': 'he_normal'}}]}")
                + "}"),
        Arguments.of(
            "poor_initialization",
            "{'batchSize': 32, 'epochs': 6, 'optimizer': {'name': 'sgd', 'learningRate': 0.05}, "
                + digits.formatted(chain.formatted("relu", 15, "'torch_linear'"))
                + "}"),
        Arguments.of(
            "poor_initialization",
            "{'batchSize': 32, 'epochs': 15,"
                + " 'optimizer': {'name': 'adam', 'learningRate': 0.003}, "
                + digits.formatted(
                    chain.formatted("sigmoid", 2, "'normal', 'mean': 1, 'stddev': 0.2"))
                + "}"),
        Arguments.of(
            "learning_rate_too_high",
            BLOBS.formatted(
                "{'name': 'adamw', 'learningRate': 100, 'weightDecay': 0.001}, 'l1': 0")),
        Arguments.of(
            "over_regularized",
            BLOBS.formatted("{'name': 'rmsprop', 'learningRate': 30}, 'l1': 800")),
        Arguments.of(
            "stale_statistics",
            "{'batchSize': 16, 'epochs': 20, 'cost': 'categorical_cross_entropy', 'seed': 1,"
                + " 'scaling': 'standard', 'optimizer': {'name': 'adam', 'learningRate': 0.01},"
                + " 'dataset': {'generator': {'name': 'spirals', 'samples': 300, 'classes': 3,"
                + " 'turns': 0.5, 'seed': 2}}, 'network': {'inputs': 2, 'layers': ["
                + "{'units': 24, 'activation': 'relu', 'repeat': 2,"
                + " 'normalization': {'name': 'batch_norm', 'momentum': 0.999}},"
                + "{'units': 3, 'activation': 'softmax'}]}}"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void theCauseIsNamedAndNotWhatIsSeenOfIt(String cause, String job) {
    assertThat(accusing(diagnosed(job))).containsExactly(cause);
  }

  /** Hidden sigmoids that are at their ends from the start, of a network that learns. */
  @Test
  void unitsThatDoNoHarmAreNotBlamed() {
    JsonNode diagnosis =
        diagnosed(
            DIGITS
                .formatted("'optimizer': {'name': 'adam', 'learningRate': 0.003}")
                .replace("'epochs': 15", "'epochs': 25")
                .replace(
                    "'activation': 'relu'",
                    "'activation': 'sigmoid', 'repeat': 3, 'weightInitializer':"
                        + " {'name': 'uniform', 'low': 0.2, 'high': 1.2}"));
    assertThat(accusing(diagnosis)).isEmpty();
  }

  /** The weights that it begins with answer 85 % of the flowers right; a penalty shrinks them. */
  @Test
  void aRateIsNotPraisedForWhatTheStartGives() {
    JsonNode diagnosis =
        diagnosed(IRIS.formatted("{'name': 'sgd', 'learningRate': 300}, 'l2': 600"));
    assertThat(accusing(diagnosis))
        .containsExactlyInAnyOrder("over_regularized", "learning_rate_too_high");
  }

  /** Weights of a standard deviation of 8, and a rate that is too small for any. */
  @Test
  void aStartIsNamedBesideARateThatItSpoils() {
    JsonNode diagnosis =
        diagnosed(
            IRIS.formatted("{'name': 'sgd', 'learningRate': 0.001}")
                .replace("'epochs': 60, 'batchSize': 16, 'seed': 1,", "'epochs': 40,")
                .replace(
                    "'tanh'",
                    "'sigmoid', 'weightInitializer': {'name': 'normal', 'mean': 0, 'stddev': 8}"));
    assertThat(accusing(diagnosis))
        .containsExactlyInAnyOrder("poor_initialization", "learning_rate_too_low");
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

  private static List<String> accusing(JsonNode diagnosis) {
    return diagnosis
        .get("findings")
        .valueStream()
        .filter(finding -> !finding.get("severity").asString().equals("info"))
        .map(finding -> finding.get("rule").asString())
        .toList();
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
