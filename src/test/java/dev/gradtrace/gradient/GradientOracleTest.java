package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.oracle.Oracle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Losses, gradients, deltas and every metric agree with automatic differentiation in 60 digits. */
class GradientOracleTest {

  /** The metrics of the first release, except those that need an update. */
  private static final Set<Metric> MEASURED_BY_THE_ORACLE =
      EnumSet.complementOf(
          EnumSet.of(
              Metric.UPDATE_RATIO,
              Metric.JUNCTION_GAIN_LOG10,
              Metric.NORMALIZATION_GAIN_LOG10,
              Metric.SAMPLE_COSINE,
              Metric.GRADIENT_VARIANCE,
              Metric.GRADIENT_SIGNAL));

  /** Relative to the largest entry of an array: 120 ill-conditioned layers lose four digits. */
  private static final double OF_DENSE_LAYERS = 5e-12;

  /** The documented tolerance: a batch norm over two samples almost cancels the gradient. */
  private static final double OF_NORMALISED = 1e-10;

  /** Smaller magnitudes are written as 0 by the oracle. */
  private static final double SMALLEST = 1e-300;

  /** Absolute: numbers that are 0 behind a normalisation are differences of terms of size one. */
  private static final double ROUNDING = 2e-15;

  @TestFactory
  Stream<DynamicTest> agreesWithAutomaticDifferentiation() {
    return cases("gradients.json", MEASURED_BY_THE_ORACLE, OF_DENSE_LAYERS, SMALLEST);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithItThroughNormsMasksAndSkips() {
    return cases(
        "normalizations.json",
        EnumSet.complementOf(EnumSet.of(Metric.UPDATE_RATIO)),
        OF_NORMALISED,
        ROUNDING);
  }

  private static Stream<DynamicTest> cases(
      String file, Set<Metric> metrics, double tolerance, double smallest) {
    JsonNode cases = Oracle.read(file).get("cases");
    assertThat(cases.size()).isGreaterThan(120);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.get("name").asString(),
                    () -> verify(example, metrics, agreement(example, tolerance, smallest))));
  }

  /** Agreement with rounding relative to the largest δ, if that exceeds 1. */
  private static Agreement agreement(JsonNode example, double tolerance, double rounding) {
    double largest = 1;
    for (JsonNode delta : example.get("expected").path("deltas")) {
      for (double[] sample : Oracle.rows(delta)) {
        for (double value : sample) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    return new Agreement(tolerance, rounding * largest);
  }

  private static void verify(JsonNode example, Set<Metric> metrics, Agreement agreement) {
    JsonNode request = example.get("request");
    JsonNode expected = example.get("expected");
    NetworkSpec spec = Oracle.network(request.get("network"));
    Cost cost = Oracle.cost(request.get("cost"));
    Parameters parameters = Oracle.parameters(request.get("parameters"), spec);
    Network network = new Network(spec, parameters);
    Matrix inputs = Matrix.ofSamples(Oracle.rows(request.get("batch").get("inputs")));
    Workspace pass = Workspace.of(spec, inputs.columns(), mode(request));
    pass.inputs().set(inputs);
    pass.targets().set(Matrix.ofSamples(Oracle.rows(request.get("batch").get("targets"))));
    pass.drawMasks(request.path("seed").asLong(0), 1);

    ForwardPass.run(network, pass);
    double loss = Loss.of(network, cost, pass);
    BackPropagation.run(network, cost, pass);
    Statistics statistics = new Statistics(spec);
    statistics.measure(network, cost, pass);

    agreement.close("loss", loss, Oracle.value(expected.get("loss")), 0);
    for (int l = 1; l <= spec.depth(); l++) {
      LayerPass layer = pass.layer(l);
      if (expected.has("gradients")) {
        JsonNode gradient = expected.get("gradients").get(l - 1);
        agreement.matrix("∂C/∂W" + l, pass.gradient().weights(l).toRows(), gradient.get("weights"));
        if (spec.layer(l).useBias()) {
          agreement.array(
              "∂C/∂b" + l,
              pass.gradient().biases(l).toArray(),
              Oracle.values(gradient.get("biases")));
        }
        normalizations(agreement, l, spec, pass.gradient(), gradient);
        Matrix delta = layer.delta().copy();
        delta.scaleByPowerOfTwo(layer.deltaExponent());
        agreement.matrix("δ" + l, delta.toSamples(), expected.get("deltas").get(l - 1));
        agreement.matrix("a" + l, layer.a().toSamples(), expected.get("activations").get(l - 1));
        agreement.matrix("z" + l, layer.z().toSamples(), expected.get("preactivations").get(l - 1));
      }
      for (Metric metric : l <= expected.get("layers").size() ? metrics : Set.<Metric>of()) {
        agreement.metric(l, metric, statistics, layer, expected.get("layers").get(l - 1));
      }
    }
    JsonNode flow = expected.get("flow");
    agreement.log("cost gradient", statistics.costGradientLog10(), flow.get("costGradientLog10"));
    agreement.log("slope", statistics.slopePerLayer(), flow.get("slopePerLayer"));
    agreement.log("r²", statistics.r2(), flow.get("r2"));
    for (int k = 1; k <= flow.path("blocks").size(); k++) {
      JsonNode block = flow.get("blocks").get(k - 1);
      agreement.log(
          "x" + k, statistics.blockInputGradientLog10(k), block.get("inputGradientLog10"));
      agreement.log(
          "y" + k, statistics.blockOutputGradientLog10(k), block.get("outputGradientLog10"));
    }
    pass.updateMovingStatistics(parameters);
    JsonNode moved = expected.path("movingStatisticsAfter");
    for (int l = 1; l <= moved.size(); l++) {
      normalizations(agreement, l, spec, parameters, moved.get(l - 1));
    }
    agreement.assertAll();
  }

  private static Mode mode(JsonNode request) {
    return Mode.valueOf(request.path("mode").asString("training").toUpperCase(Locale.ROOT));
  }

  /** Compares the normalisations of layer {@code l}. */
  private static void normalizations(
      Agreement agreement, int l, NetworkSpec spec, Parameters actual, JsonNode expected) {
    for (NormalizationPlace place : NormalizationPlace.values()) {
      JsonNode numbers = expected.path(Oracle.name(place));
      if (numbers.isEmpty()) {
        continue;
      }
      assertThat(spec.normalization(place, l)).isNotNull();
      NormalizationParameters own = actual.normalization(place, l);
      Map<String, Matrix> named =
          Map.of(
              "gamma", own.gamma(),
              "beta", own.beta(),
              "movingMean", own.movingMean(),
              "movingVariance", own.movingVariance());
      numbers
          .properties()
          .forEach(
              entry ->
                  agreement.array(
                      Oracle.name(place) + " " + entry.getKey() + " of layer " + l,
                      named.get(entry.getKey()).toArray(),
                      Oracle.values(entry.getValue())));
    }
  }

  /** Collects differences that exceed a tolerance. */
  private static final class Agreement {

    /** Absolute, of logarithms: the rounding errors of up to a thousand layers add up. */
    private static final double OF_LOGARITHMS = 1e-10;

    private final SoftAssertions soft = new SoftAssertions();
    private final double relative;
    private final double absolute;

    /**
     * @param relative tolerance relative to the largest entry of an array
     * @param absolute additional absolute tolerance
     */
    Agreement(double relative, double absolute) {
      this.relative = relative;
      this.absolute = absolute;
    }

    void metric(int l, Metric metric, Statistics statistics, LayerPass layer, JsonNode expected) {
      String name = metric.label() + " of layer " + l;
      double actual = statistics.get(l, metric);
      JsonNode value = expected.get(metric.label());
      if (metric.label().endsWith("Log10")) {
        log(name, actual, value);
        return;
      }
      // Means and deviations are sums of terms up to the largest, so that their rounding error is
      // absolute.
      double terms = Math.max(layer.z().maxAbs(), layer.a().maxAbs()) * 1e-15;
      boolean moment = metric.label().contains("ctivation");
      boolean estimate = metric == Metric.GRADIENT_VARIANCE || metric == Metric.GRADIENT_SIGNAL;
      close(
          name,
          actual,
          Oracle.value(value),
          moment ? terms : estimate ? roundingOfEstimates(expected) : 0);
    }

    /**
     * The rounding error of both estimates, which are differences of the mean of ‖gᵢ‖² and ‖ḡ‖².
     */
    private static double roundingOfEstimates(JsonNode layer) {
      double square = Math.pow(Oracle.value(layer.get("weightGradientNorm")), 2);
      double diversity = Oracle.value(layer.get("gradientDiversity"));
      return 1e-14 * square * (1 + (Double.isNaN(diversity) ? 0 : 10 * diversity));
    }

    void log(String name, double actual, JsonNode expected) {
      if (expected.isNull()) {
        soft.assertThat(Double.isFinite(actual)).as("%s: %s is not finite", name, actual).isFalse();
      } else {
        soft.assertThat(Math.abs(actual - expected.asDouble()))
            .as("%s: %s for %s", name, actual, expected)
            .isLessThanOrEqualTo(OF_LOGARITHMS);
      }
    }

    void matrix(String name, double[][] actual, JsonNode expected) {
      for (int i = 0; i < actual.length; i++) {
        array(name + "[" + i + "]", actual[i], Oracle.values(expected.get(i)));
      }
    }

    void array(String name, double[] actual, double[] expected) {
      double largest = 0;
      for (double value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < expected.length; i++) {
        soft.assertThat(Math.abs(actual[i] - expected[i]))
            .as("%s[%d]: %s for %s", name, i, actual[i], expected[i])
            .isLessThanOrEqualTo(relative * largest + absolute);
      }
    }

    void close(String name, double actual, double expected, double slack) {
      if (Double.isNaN(expected)) {
        soft.assertThat(Double.isFinite(actual)).as("%s: %s is not finite", name, actual).isFalse();
      } else {
        soft.assertThat(Math.abs(actual - expected))
            .as("%s: %s for %s", name, actual, expected)
            .isLessThanOrEqualTo(relative * Math.abs(expected) + slack + absolute);
      }
    }

    void assertAll() {
      soft.assertAll();
    }
  }
}
