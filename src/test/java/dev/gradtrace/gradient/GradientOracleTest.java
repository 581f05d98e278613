package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.oracle.Oracle;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Losses, gradients, deltas and every metric agree with automatic differentiation in 60 digits. */
class GradientOracleTest {

  /** All of the first release but what only an update knows. */
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
  private static final double TOLERANCE = 5e-12;

  /** Of logarithms, absolute: the rounding of up to a thousand layers adds up. */
  private static final double LOG_TOLERANCE = 1e-10;

  /** The oracle writes smaller magnitudes as 0. */
  private static final double SMALLEST = 1e-300;

  @TestFactory
  Stream<DynamicTest> agreesWithAutomaticDifferentiation() {
    JsonNode cases = Oracle.read("gradients.json").get("cases");
    assertThat(cases.size()).isGreaterThan(100);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            example ->
                DynamicTest.dynamicTest(example.get("name").asString(), () -> verify(example)));
  }

  private static void verify(JsonNode example) {
    JsonNode request = example.get("request");
    JsonNode expected = example.get("expected");
    NetworkSpec spec = Oracle.network(request.get("network"));
    Cost cost = Oracle.cost(request.get("cost"));
    Network network = new Network(spec, Oracle.parameters(request.get("parameters")));
    Matrix inputs = Matrix.ofSamples(Oracle.rows(request.get("batch").get("inputs")));
    Workspace pass = Workspace.of(spec, inputs.columns());
    pass.inputs().set(inputs);
    pass.targets().set(Matrix.ofSamples(Oracle.rows(request.get("batch").get("targets"))));

    ForwardPass.run(network, pass);
    double loss = Loss.of(network, cost, pass);
    BackPropagation.run(network, cost, pass);
    Statistics statistics = new Statistics(spec);
    statistics.measure(network, cost, pass);

    SoftAssertions soft = new SoftAssertions();
    close(soft, "loss", loss, Oracle.value(expected.get("loss")), 0);
    for (int l = 1; l <= spec.depth(); l++) {
      LayerPass layer = pass.layer(l);
      if (expected.has("gradients")) {
        JsonNode gradient = expected.get("gradients").get(l - 1);
        matrix(soft, "∂C/∂W" + l, pass.gradient().weights(l).toRows(), gradient.get("weights"));
        if (spec.layer(l).useBias()) {
          array(
              soft,
              "∂C/∂b" + l,
              pass.gradient().biases(l).toArray(),
              Oracle.values(gradient.get("biases")));
        }
        Matrix delta = layer.delta().copy();
        delta.scaleByPowerOfTwo(layer.deltaExponent());
        matrix(soft, "δ" + l, delta.toSamples(), expected.get("deltas").get(l - 1));
        matrix(soft, "a" + l, layer.a().toSamples(), expected.get("activations").get(l - 1));
        matrix(soft, "z" + l, layer.z().toSamples(), expected.get("preactivations").get(l - 1));
      }
      for (Metric metric : MEASURED_BY_THE_ORACLE) {
        metric(soft, l, metric, statistics, layer, expected.get("layers").get(l - 1));
      }
    }
    JsonNode flow = expected.get("flow");
    log(soft, "cost gradient", statistics.costGradientLog10(), flow.get("costGradientLog10"));
    log(soft, "slope", statistics.slopePerLayer(), flow.get("slopePerLayer"));
    log(soft, "r²", statistics.r2(), flow.get("r2"));
    soft.assertAll();
  }

  private static void metric(
      SoftAssertions soft,
      int l,
      Metric metric,
      Statistics statistics,
      LayerPass layer,
      JsonNode expected) {
    String name = metric.label() + " of layer " + l;
    double actual = statistics.get(l, metric);
    JsonNode value = expected.get(metric.label());
    if (metric.label().endsWith("Log10")) {
      log(soft, name, actual, value);
    } else {
      // Means and deviations are sums of terms as large as the largest: their rounding is absolute.
      double terms = Math.max(layer.z().maxAbs(), layer.a().maxAbs()) * 1e-15;
      boolean moment = metric.label().contains("ctivation");
      close(soft, name, actual, Oracle.value(value), moment ? terms : 0);
    }
  }

  private static void log(SoftAssertions soft, String name, double actual, JsonNode expected) {
    if (expected.isNull()) {
      soft.assertThat(Double.isFinite(actual)).as("%s: %s is not finite", name, actual).isFalse();
    } else {
      soft.assertThat(Math.abs(actual - expected.asDouble()))
          .as("%s: %s for %s", name, actual, expected)
          .isLessThanOrEqualTo(LOG_TOLERANCE);
    }
  }

  private static void matrix(
      SoftAssertions soft, String name, double[][] actual, JsonNode expected) {
    for (int i = 0; i < actual.length; i++) {
      array(soft, name + "[" + i + "]", actual[i], Oracle.values(expected.get(i)));
    }
  }

  private static void array(SoftAssertions soft, String name, double[] actual, double[] expected) {
    double largest = SMALLEST;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]) / largest;
      soft.assertThat(error)
          .as("%s[%d]: %s for %s", name, i, actual[i], expected[i])
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }

  private static void close(
      SoftAssertions soft, String name, double actual, double expected, double slack) {
    if (Double.isNaN(expected)) {
      soft.assertThat(Double.isFinite(actual)).as("%s: %s is not finite", name, actual).isFalse();
    } else {
      soft.assertThat(Math.abs(actual - expected))
          .as("%s: %s for %s", name, actual, expected)
          .isLessThanOrEqualTo(TOLERANCE * Math.abs(expected) + slack + SMALLEST);
    }
  }
}
