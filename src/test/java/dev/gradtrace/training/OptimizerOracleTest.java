package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.oracle.Oracle;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every update rule, schedule, penalty and clip follows an implementation in 50 digits. */
class OptimizerOracleTest {

  private static final double LOSS_TOLERANCE = 1e-12;

  /** Adam divides tiny gradients by their own size, which magnifies rounding a thousandfold. */
  private static final double PARAMETER_TOLERANCE = 1e-10;

  @TestFactory
  Stream<DynamicTest> followsAnIndependentImplementation() {
    JsonNode cases = Oracle.read("optimizers.json").get("cases");
    assertThat(cases.size()).isGreaterThan(30);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            example ->
                DynamicTest.dynamicTest(example.get("name").asString(), () -> verify(example)));
  }

  private static void verify(JsonNode example) {
    JsonNode request = example.get("request");
    JsonNode expected = example.get("expected");
    TrainingRun run = TrainingRun.of(spec(request), data(request));
    int steps = 0;
    while (run.hasNext()) {
      TrainingEvent event = run.next();
      if (event instanceof Step step) {
        steps++;
        String name = "step " + steps;
        double loss = expected.get("losses").get(steps - 1).asDouble();
        assertThat(Math.abs(step.loss() - loss) / loss).as(name).isLessThan(LOSS_TOLERANCE);
        JsonNode parameters = expected.get("parameters").path(Integer.toString(steps));
        for (int l = 1; l <= parameters.size(); l++) {
          JsonNode layer = parameters.get(l - 1);
          Parameters actual = run.network().parameters();
          close(actual.weights(l), Oracle.rows(layer.get("weights")), name + " W" + l);
          if (layer.path("biases").isArray()) {
            Matrix biases = Matrix.ofSamples(new double[][] {Oracle.values(layer.get("biases"))});
            close(actual.biases(l), biases.toRows(), name + " b" + l);
          }
        }
      }
    }
    assertThat(steps).isEqualTo(expected.get("losses").size());
  }

  private static Split data(JsonNode request) {
    JsonNode dataset = request.get("dataset");
    return Split.of(
        Dataset.ofTargets(Oracle.rows(dataset.get("inputs")), Oracle.rows(dataset.get("targets"))));
  }

  private static TrainingSpec spec(JsonNode request) {
    Runs runs =
        Runs.xor()
            .network(Oracle.network(request.get("network")))
            .cost(Oracle.cost(request.get("cost")))
            .parameters(
                Oracle.parameters(
                    request.get("parameters"), Oracle.network(request.get("network"))))
            .optimizer(optimizer(request.get("optimizer")))
            .schedule(schedule(request.path("learningRateSchedule")))
            .l2(request.path("l2").asDouble(0))
            .batchSize(request.get("batchSize").asInt())
            .epochs(request.get("epochs").asInt())
            .inOrder();
    return request.has("gradientClipNorm")
        ? runs.clip(request.get("gradientClipNorm").asDouble()).spec()
        : runs.spec();
  }

  private static Optimizer optimizer(JsonNode o) {
    double epsilon = o.path("epsilon").asDouble(Optimizer.DEFAULT_EPSILON);
    double rate = o.path("learningRate").asDouble(Optimizer.DEFAULT_ADAPTIVE_RATE);
    return switch (o.get("name").asString()) {
      case "sgd" ->
          new Optimizer.Sgd(
              o.path("learningRate").asDouble(Optimizer.Sgd.DEFAULT_RATE),
              o.path("momentum").asDouble(0),
              o.path("nesterov").asBoolean(false));
      case "rmsprop" ->
          new Optimizer.RmsProp(
              rate, o.path("rho").asDouble(Optimizer.RmsProp.DEFAULT_RHO), epsilon);
      case "adagrad" ->
          new Optimizer.Adagrad(
              rate,
              o.path("initialAccumulator").asDouble(Optimizer.Adagrad.DEFAULT_INITIAL_ACCUMULATOR),
              epsilon);
      case "adam" -> adam(o, rate, epsilon);
      case "adamw" ->
          new Optimizer.AdamW(
              adam(o, rate, epsilon),
              o.path("weightDecay").asDouble(Optimizer.AdamW.DEFAULT_WEIGHT_DECAY));
      default -> throw new IllegalArgumentException(o.toString());
    };
  }

  private static Optimizer.Adam adam(JsonNode o, double rate, double epsilon) {
    return new Optimizer.Adam(
        rate,
        o.path("beta1").asDouble(Optimizer.Adam.DEFAULT_BETA1),
        o.path("beta2").asDouble(Optimizer.Adam.DEFAULT_BETA2),
        epsilon);
  }

  private static LearningRateSchedule schedule(JsonNode s) {
    return switch (s.path("name").asString("constant")) {
      case "constant" -> new LearningRateSchedule.Constant();
      case "step" ->
          new LearningRateSchedule.StepDecay(
              s.path("everyEpochs").asInt(LearningRateSchedule.StepDecay.DEFAULT_EVERY_EPOCHS),
              s.path("factor").asDouble(LearningRateSchedule.StepDecay.DEFAULT_FACTOR));
      case "exponential" ->
          new LearningRateSchedule.Exponential(
              s.path("factor").asDouble(LearningRateSchedule.Exponential.DEFAULT_FACTOR));
      case "cosine" ->
          new LearningRateSchedule.Cosine(
              s.path("finalFactor").asDouble(LearningRateSchedule.Cosine.DEFAULT_FINAL_FACTOR));
      default -> throw new IllegalArgumentException(s.toString());
    };
  }

  private static void close(Matrix actual, double[][] expected, String name) {
    double largest = 0;
    for (double[] row : expected) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(Math.abs(actual.at(i, j) - expected[i][j]) / largest)
            .as("%s(%d,%d): %s for %s", name, i, j, actual.at(i, j), expected[i][j])
            .isLessThan(PARAMETER_TOLERANCE);
      }
    }
  }
}
