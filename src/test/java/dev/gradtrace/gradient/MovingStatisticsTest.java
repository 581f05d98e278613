package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.oracle.Oracle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Moving statistics over a hundred steps agree with those of Keras and PyTorch. */
class MovingStatisticsTest {

  /** Relative, for a hundred sums in double precision. */
  private static final double ROUNDING = 1e-12;

  @TestFactory
  Stream<DynamicTest> areThoseOfTheFrameworks() {
    JsonNode cases = Oracle.read("moving_statistics.json").get("cases");
    assertThat(cases.size()).isEqualTo(8);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.get("madeWith").asString() + " " + example.get("samples"),
                    () -> verify(example)));
  }

  private static void verify(JsonNode example) {
    int units = example.get("units").asInt();
    BatchNorm norm =
        new BatchNorm(
            example.get("momentum").asDouble(),
            BatchNorm.DEFAULT_EPSILON,
            true,
            true,
            MovingVariance.valueOf(
                example.get("movingVariance").asString().toUpperCase(Locale.ROOT)));
    NetworkSpec spec =
        new NetworkSpec(units, List.of(LayerSpec.of(1, Elementwise.LINEAR)), List.of(), norm, 0);
    Network network = new Network(spec, Parameters.initial(spec, 0));
    Workspace pass = Workspace.of(spec, example.get("samples").asInt());
    for (int step = 1; step <= example.get("steps").asInt(); step++) {
      fill(pass.inputs(), step);
      ForwardPass.run(network, pass);
      pass.updateMovingStatistics(network.parameters());
    }
    NormalizationParameters moved = network.parameters().normalization(NormalizationPlace.INPUT, 1);
    JsonNode expected = example.get("expected");
    for (int i = 0; i < units; i++) {
      assertThat(moved.movingMean().at(i, 0))
          .as("moving mean of unit %d", i)
          .isCloseTo(expected.get("movingMean").get(i).asDouble(), within(ROUNDING));
      assertThat(moved.movingVariance().at(i, 0))
          .as("moving variance of unit %d", i)
          .isCloseTo(expected.get("movingVariance").get(i).asDouble(), within(ROUNDING));
    }
  }

  /** The inputs that the frameworks were given. */
  private static void fill(Matrix inputs, int step) {
    for (int j = 0; j < inputs.columns(); j++) {
      for (int i = 0; i < inputs.rows(); i++) {
        int mixed = (step * 131 + j * 37 + i * 17 + step * j * 7) % 101;
        inputs.set(i, j, (mixed - 50) / 16.0 + i);
      }
    }
  }
}
