package dev.gradtrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A resumed run has the bits of one that was never stopped. */
class ResumedRunTest {

  /** 13 training samples: batches of 4, 4, 4 and 1. */
  private static final Split DATA = Split.of(samples(17), 0.25, 3);

  private static final double RATE = 0.05;

  private static final Optimizer.Adam ADAM = new Optimizer.Adam(RATE, 0.9, 0.999, 1e-7);

  static Stream<Arguments> runs() {
    return Stream.of(
        run("descent", runs -> runs),
        run("momentum", runs -> runs.optimizer(new Optimizer.Sgd(RATE, 0.9, false))),
        run("Nesterov", runs -> runs.optimizer(new Optimizer.Sgd(RATE, 0.9, true))),
        run("RMSProp", runs -> runs.optimizer(new Optimizer.RmsProp(RATE, 0.9, 1e-7))),
        run("Adagrad", runs -> runs.optimizer(new Optimizer.Adagrad(RATE, 0.1, 1e-7))),
        run("Adam", runs -> runs.optimizer(ADAM)),
        run("AdamW", runs -> runs.optimizer(new Optimizer.AdamW(ADAM, 0.004))),
        run("steps", runs -> runs.schedule(new LearningRateSchedule.StepDecay(2, 0.5))),
        run("exponential", runs -> runs.schedule(new LearningRateSchedule.Exponential(0.9))),
        run("cosine", runs -> runs.schedule(new LearningRateSchedule.Cosine(0.1))),
        run("warm-up", runs -> runs.schedule(new LearningRateSchedule.Cosine(0)).warmup(10)),
        run("full batches", Runs::dropLastBatch),
        run("in order", Runs::inOrder),
        run("l2", runs -> runs.l2(0.3)),
        run("clip", runs -> runs.clip(0.05)),
        run("l2, clip, Adam", runs -> runs.l2(0.3).clip(0.05).optimizer(ADAM)),
        run("patience 1", runs -> runs.earlyStopping(stopping(0, 0.004))),
        run("patience 3", runs -> runs.earlyStopping(stopping(3, 0.02))),
        run(
            "diverging",
            runs ->
                runs.network(linear())
                    .cost(Cost.MEAN_SQUARED_ERROR)
                    .optimizer(new Optimizer.Sgd(1e30, 0, false))),
        run("deep", runs -> runs.network(sigmoids(30)).cost(Cost.QUADRATIC)),
        run("norms, masks and skips", runs -> runs.network(normalised())),
        run("the same under Adam", runs -> runs.network(normalised()).optimizer(ADAM).clip(0.1)),
        run("no biases", runs -> runs.network(withoutBiases()).optimizer(ADAM)),
        run("norms, dropout, blocks", runs -> runs.network(everything()).optimizer(ADAM)));
  }

  private static Arguments run(String name, UnaryOperator<Runs> change) {
    Runs runs = Runs.xor().network(sigmoids(2)).batchSize(4).epochs(6);
    return Arguments.of(Named.of(name, change.apply(runs).spec()));
  }

  private static EarlyStopping stopping(int patience, double minDelta) {
    return new EarlyStopping(EarlyStopping.StoppingMetric.VALIDATION_LOSS, patience, minDelta);
  }

  private static NetworkSpec sigmoids(int depth) {
    int[] widths = Stream.generate(() -> 3).limit(depth).mapToInt(w -> w).toArray();
    widths[depth - 1] = 1;
    return Runs.sigmoids(2, widths);
  }

  private static NetworkSpec linear() {
    return new NetworkSpec(2, List.of(LayerSpec.of(1, Elementwise.LINEAR)));
  }

  private static NetworkSpec normalised() {
    return Runs.normalised(2, 3, LayerSpec.of(1, Elementwise.SIGMOID));
  }

  private static NetworkSpec withoutBiases() {
    LayerSpec hidden = LayerSpec.of(3, Elementwise.RELU);
    LayerSpec bare =
        new LayerSpec(
            3, Elementwise.TANH, hidden.weightInitializer(), hidden.biasInitializer(), false);
    return new NetworkSpec(2, List.of(hidden, bare, LayerSpec.of(1, Elementwise.SIGMOID)));
  }

  private static NetworkSpec everything() {
    LayerSpec tanh =
        LayerSpec.of(3, Elementwise.TANH)
            .withNormalization(
                new LayerNormalization(
                    Normalization.BatchNorm.DEFAULT, LayerNormalization.Position.AFTER_ACTIVATION))
            .withDropout(0.3);
    LayerSpec linear = LayerSpec.of(3, Elementwise.LINEAR);
    Normalization norm = Normalization.LayerNorm.DEFAULT;
    return new NetworkSpec(
        2,
        List.of(tanh, tanh, linear, tanh, LayerSpec.of(1, Elementwise.SIGMOID)),
        List.of(
            new ResidualBlock(2, 3, 0.7, norm, ResidualBlock.Position.BEFORE),
            new ResidualBlock(4, 4, 1, norm, ResidualBlock.Position.AFTER)),
        Normalization.BatchNorm.DEFAULT,
        0.1);
  }

  @Test
  void endsForEveryReasonThatLiesInItself() {
    assertThat(
            runs()
                .map(run -> ((Named<?>) run.get()[0]).getPayload())
                .map(spec -> RecordedRun.of((TrainingSpec) spec, DATA, TracePolicy.thinned()))
                .map(run -> run.toTheEnd().stopReason()))
        .contains(StopReason.COMPLETED, StopReason.EARLY_STOPPING, StopReason.DIVERGED);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void equalsOneThatNeverStoppedWhereverItWasInterrupted(TrainingSpec spec) {
    TracePolicy policy = new TracePolicy(1, 7);
    RecordedRun whole = RecordedRun.of(spec, DATA, policy).toTheEnd();
    List<String> expected = whole.everything();
    assertResumes(RecordedRun.of(spec, DATA, policy), whole.events(), expected);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,3", "1,4", "1,8", "1,1000", "2,2", "3,2", "3,5", "7,3", "100,2"})
  void isObservedAtTheSameStepsHoweverTheyAreThinned(int everySteps, int maxPoints) {
    TracePolicy policy = new TracePolicy(everySteps, maxPoints);
    TrainingSpec spec = Runs.xor().batchSize(4).epochs(12).spec();
    RecordedRun whole = RecordedRun.of(spec, DATA, policy).toTheEnd();
    List<String> expected = whole.everything();
    assertResumes(RecordedRun.of(spec, DATA, policy), whole.events(), expected);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void maySufferAnyNumberOfInterruptions(TrainingSpec spec) {
    TracePolicy policy = new TracePolicy(1, 5);
    RecordedRun whole = RecordedRun.of(spec, DATA, policy).toTheEnd();
    List<String> expected = whole.everything();
    for (int between = 1; between <= 5; between++) {
      RecordedRun run = RecordedRun.of(spec, DATA, policy);
      for (int k = 0; k < whole.events(); k += between) {
        run = run.advance(between).interrupted().interrupted();
      }
      assertThat(run.toTheEnd().everything())
          .as("with an interruption after every %d events", between)
          .isEqualTo(expected);
    }
  }

  /** Also interrupted during a measurement. */
  @ParameterizedTest
  @ValueSource(strings = {"momentum", "l2", "patience 1", "diverging", "norms, dropout, blocks"})
  void measuresTheSameCurvatureWhereverItWasInterrupted(String name) {
    TrainingSpec spec = spec(name);
    TracePolicy policy = new TracePolicy(1, 7, 4);
    RecordedRun whole = RecordedRun.of(spec, DATA, policy).toTheEnd();
    List<String> expected = whole.everything();
    for (int k = 0; k <= whole.calls(); k += 5) {
      RecordedRun resumed = RecordedRun.of(spec, DATA, policy).advance(k).interrupted();
      assertThat(resumed.toTheEnd().everything())
          .as("after an interruption after call %d of %d", k, whole.calls())
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void isTheSameWhetherItsCurvatureIsMeasuredOrNot(TrainingSpec spec) {
    RecordedRun without = RecordedRun.of(spec, DATA, new TracePolicy(1, 7)).toTheEnd();
    RecordedRun with = RecordedRun.of(spec, DATA, new TracePolicy(1, 7, 3)).toTheEnd();
    assertThat(with.everything()).containsAll(withoutCurvature(without));
    CurvatureSeries measured = with.curvature();
    assertThat(measured.points()).hasSizeLessThanOrEqualTo(3);
    assertThat(measured.steps()).startsWith(1).endsWith(with.steps());
  }

  private static List<String> withoutCurvature(RecordedRun run) {
    return run.everything().stream()
        .filter(line -> !line.startsWith(CurvatureSeries.class.getSimpleName()))
        .toList();
  }

  private static TrainingSpec spec(String name) {
    return runs()
        .map(run -> (Named<?>) run.get()[0])
        .filter(run -> run.getName().equals(name))
        .map(run -> (TrainingSpec) run.getPayload())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void goesOnWithinAnEvaluation() {
    Split data = Split.of(samples(1500), 0.4, 3);
    TrainingSpec spec = Runs.xor().batchSize(400).epochs(2).spec();
    RecordedRun whole = RecordedRun.of(spec, data, TracePolicy.thinned()).toTheEnd();
    List<String> expected = whole.everything();
    assertThat(expected).contains("OF_EVALUATION");
    assertResumes(RecordedRun.of(spec, data, TracePolicy.thinned()), whole.events(), expected);
  }

  /** Interrupts a run before its first event and after each. */
  private static void assertResumes(RecordedRun run, int events, List<String> expected) {
    for (int k = 0; k <= events; k++) {
      assertThat(run.interrupted().toTheEnd().everything())
          .as("after an interruption after event %d of %d", k, events)
          .isEqualTo(expected);
      run.advance(1);
    }
  }

  @Test
  void goesOnThinningItsLosses() {
    TrainingSpec spec = Runs.xor().batchSize(4).epochs(25_000 / 4).spec();
    TracePolicy policy = new TracePolicy(1, 10);
    RecordedRun whole = RecordedRun.of(spec, DATA, policy).toTheEnd();
    List<String> expected = whole.everything();
    for (int k : new int[] {12_499, 12_500, 31_249}) {
      RecordedRun resumed = RecordedRun.of(spec, DATA, policy).advance(k).interrupted();
      assertThat(resumed.toTheEnd().everything())
          .as("after an interruption after event %d of %d", k, whole.events())
          .isEqualTo(expected);
    }
  }

  private static Dataset samples(int count) {
    RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
    double[][] inputs = new double[count][2];
    double[][] targets = new double[count][1];
    for (int j = 0; j < count; j++) {
      inputs[j][0] = random.gaussian();
      inputs[j][1] = random.gaussian();
      targets[j][0] = inputs[j][0] * inputs[j][1] > 0 ? 1 : 0;
    }
    return Dataset.ofTargets(inputs, targets);
  }
}
