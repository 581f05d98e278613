package dev.gradtrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.oracle.Oracle;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Weights of classes, penalties and limits, from their JSON to the weights that they lead to. */
class TrainingOptionsTest {

  /** Relative to the largest number of a layer; both sides compute in double precision. */
  private static final double TOLERANCE = 1e-12;

  private static final String BODY =
      """
      {"network": {"inputs": 2, "layers": [{"units": 3, "activation": "softmax"}]},
       "cost": "categorical_cross_entropy", "dataset": {"samples": 9},
       "optimizer": {"name": "sgd"}, %s}
      """;

  private final JsonMapper json = new JsonMapper();
  private final JobSpecFormat format = StoredSpecs.json();

  @TestFactory
  Stream<DynamicTest> followsPyTorch() {
    JsonNode cases = Oracle.read("remedies.json").get("cases");
    assertThat(cases.size()).isEqualTo(14);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            example ->
                DynamicTest.dynamicTest(example.get("name").asString(), () -> verify(example)));
  }

  private void verify(JsonNode example) {
    JsonNode request = example.get("request");
    JsonNode expected = example.get("expected");
    TrainingRun run = TrainingRun.of(spec(request).training(), data(request.get("dataset")));
    List<Double> losses = new ArrayList<>();
    while (run.hasNext()) {
      TrainingEvent event = losses.size() % 2 == 0 ? run.next() : run.nextObserved();
      if (event instanceof Step step) {
        losses.add(step.loss());
        if (losses.size() == 1) {
          close(run.network().parameters(), expected.get("afterFirst"));
        }
      }
    }
    double[] wanted = Oracle.values(expected.get("losses"));
    assertThat(losses).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(losses.get(i)).as("step %d", i + 1).isEqualTo(wanted[i], within(TOLERANCE));
    }
    close(run.network().parameters(), expected.get("parameters"));
  }

  private JobSpec spec(JsonNode request) {
    ObjectNode stored = ((ObjectNode) request).deepCopy();
    int samples = request.get("dataset").get("labels").size();
    stored.set("dataset", json.createObjectNode().put("samples", samples));
    return format.read(stored.toString(), "job");
  }

  private static Split data(JsonNode dataset) {
    int[] labels = new int[dataset.get("labels").size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = dataset.get("labels").get(i).asInt();
    }
    return Split.of(
        Dataset.ofLabels(
            Oracle.rows(dataset.get("inputs")), labels, dataset.get("classes").asInt()));
  }

  private static void close(Parameters actual, JsonNode expected) {
    for (int l = 1; l <= actual.depth(); l++) {
      JsonNode layer = expected.get(l - 1);
      close(actual.weights(l), Oracle.rows(layer.get("weights")), "W" + l);
      Matrix biases = Matrix.ofSamples(new double[][] {Oracle.values(layer.get("biases"))});
      close(actual.biases(l), biases.toRows(), "b" + l);
    }
  }

  private static void close(Matrix actual, double[][] expected, String name) {
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(actual.at(i, j))
            .as("%s(%d,%d)", name, i, j)
            .isEqualTo(expected[i][j], within(TOLERANCE * Math.max(1, Math.abs(expected[i][j]))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"classWeights\": \"balanced\"",
        "\"classWeights\": [0.5, 1.0, 20.0]",
        "\"l1\": 0.25",
        "\"maxNorm\": 3.0",
        "\"gradientClipValue\": 0.5",
        "\"gradientClipNorm\": 2.0, \"gradientClipScope\": \"layer\"",
        "\"gradientClipNorm\": 2.0, \"gradientClipScope\": \"global\"",
        "\"targetScaling\": \"min_max\""
      })
  void isKeptAsItWasGiven(String members) {
    JsonNode given = json.readTree("{" + members + "}");
    JobSpec spec = format.read(BODY.formatted(members), "job");
    JsonNode written = json.readTree(format.write(spec));
    given
        .properties()
        .forEach(each -> assertThat(written.get(each.getKey())).isEqualTo(each.getValue()));
    assertThat(format.read(format.write(spec), "job")).isEqualTo(spec);
  }

  @Test
  void withoutThemNothingIsSaidOfLimits() {
    JsonNode written =
        json.readTree(format.write(format.read(BODY.formatted("\"epochs\": 1"), "job")));
    assertThat(written.has("classWeights")).isFalse();
    assertThat(written.has("gradientClipScope")).isFalse();
    assertThat(written.has("maxNorm")).isFalse();
    assertThat(written.get("targetScaling").asString()).isEqualTo("none");
    assertThat(written.get("l1").asDouble()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"classWeights\": \"even\" | /classWeights",
        "\"classWeights\": 3 | /classWeights",
        "\"classWeights\": {\"0\": 1} | /classWeights",
        "\"classWeights\": [1, 0, -2] | /classWeights/1 /classWeights/2",
        "\"classWeights\": [1, \"2\", true] | /classWeights/1 /classWeights/2",
        "\"classWeights\": [1, 1, 1e10] | /classWeights/2",
        "\"maxNorm\": 0 | /maxNorm",
        "\"maxNorm\": -1, \"l1\": -1 | /l1 /maxNorm",
        "\"gradientClipValue\": 0 | /gradientClipValue",
        "\"gradientClipScope\": \"layer\" | /gradientClipScope",
        "\"gradientClipNorm\": 1, \"gradientClipScope\": \"unit\" | /gradientClipScope",
        "\"gradientClipNorm\": -1, \"gradientClipValue\": -1 | /gradientClipValue /gradientClipNorm",
        "\"targetScaling\": \"robust\" | /targetScaling"
      })
  void isRefusedWithoutAMeaning(String members, String pointers) {
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(() -> format.read(BODY.formatted(members), "job"))
        .satisfies(
            refused ->
                assertThat(refused.faults().stream().map(Fault::pointer))
                    .containsExactly(pointers.split(" ")));
  }
}
