package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingRunTest {

  /** For numbers that the book prints with four digits. */
  private static final double BOOK = 5e-5;

  /** For a difference of weights of size one. */
  private static final double ROUNDING = 1e-15;

  @Test
  void saturatedNeuronLearnsSlowlyUnderTheQuadraticCost() {
    // Nielsen, chapter 3: x = 1, target 0, w = b = 2, η = 0.15.
    assertThat(outputs(2, 2, Cost.QUADRATIC, 0.15))
        .usingElementComparator((a, b) -> Math.abs(a - b) <= BOOK ? 0 : Double.compare(a, b))
        .containsExactly(.9820, .9759, .9641, .9334, .7887, .3572, .2028);
  }

  @Test
  void crossEntropyLearnsFromItsFirstStep() {
    double[] outputs = outputs(0.6, 0.9, Cost.BINARY_CROSS_ENTROPY, 0.005);
    assertThat(outputs[0]).isCloseTo(.8176, within(BOOK));
    assertThat(outputs[6]).isCloseTo(.4177, within(BOOK));
  }

  /** Outputs of the neuron before epochs 1, 51, … 301. */
  private static double[] outputs(double w, double b, Cost cost, double rate) {
    NetworkSpec neuron = new NetworkSpec(1, List.of(LayerSpec.of(1, Elementwise.SIGMOID)));
    Parameters start =
        Parameters.of(
            List.of(
                new Parameters.Layer(
                    Matrix.ofRows(new double[][] {{w}}), Matrix.ofRows(new double[][] {{b}}))));
    TrainingSpec spec =
        Runs.xor()
            .network(neuron)
            .cost(cost)
            .parameters(start)
            .optimizer(new Optimizer.Sgd(rate, 0, false))
            .batchSize(1)
            .epochs(301)
            .spec();
    Split data = Split.of(Dataset.ofTargets(new double[][] {{1}}, new double[][] {{0}}));
    TrainingRun run = TrainingRun.of(spec, data);
    double[] outputs = new double[7];
    while (run.hasNext()) {
      if (run.nextObserved() instanceof Step step && (step.number() - 1) % 50 == 0) {
        outputs[(int) (step.number() / 50)] = step.statistics().get(1, Metric.ACTIVATION_MEAN);
      }
    }
    return outputs;
  }

  @Test
  void recordingDoesNotChangeTheRun() {
    TrainingRun observed = TrainingRun.of(Runs.xor().spec(), Runs.xorData());
    TrainingRun unobserved = TrainingRun.of(Runs.xor().spec(), Runs.xorData());
    while (observed.hasNext()) {
      observed.nextObserved();
      unobserved.next();
    }
    assertSameBits(observed, unobserved);
  }

  @Test
  void oneSeedGivesOneRun() {
    TrainingRun first = finished(TrainingRun.of(Runs.xor().spec(), Runs.xorData()));
    TrainingRun second = finished(TrainingRun.of(Runs.xor().spec(), Runs.xorData()));
    assertSameBits(first, second);
  }

  @Test
  void givesTheSameBitsOnEveryJvmThroughNormsMasksAndSkips() {
    TrainingSpec spec =
        Runs.xor()
            .network(Runs.normalised(2, 5, LayerSpec.of(1, Elementwise.SIGMOID)))
            .optimizer(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-7))
            .batchSize(3)
            .epochs(200)
            .spec();
    assertThat(hash(finished(TrainingRun.of(spec, Runs.xorData()))))
        .isEqualTo(-3973155144804643700L);
  }

  @Test
  void givesTheSameBitsOnEveryJvm() {
    TrainingSpec spec =
        Runs.xor()
            .network(
                new NetworkSpec(
                    2,
                    List.of(
                        LayerSpec.of(5, Elementwise.GELU),
                        LayerSpec.of(4, Elementwise.SELU),
                        LayerSpec.of(3, new Softmax()),
                        LayerSpec.of(1, Elementwise.SIGMOID))))
            .optimizer(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-7))
            .l2(0.01)
            .batchSize(3)
            .epochs(200)
            .spec();
    TrainingRun run = finished(TrainingRun.of(spec, Runs.xorData()));
    assertThat(hash(run)).isEqualTo(-6693344410255081846L);
  }

  private static long hash(TrainingRun run) {
    return run.network()
        .parameters()
        .matrices()
        .mapToLong(matrix -> Arrays.hashCode(matrix.toArray()))
        .reduce(7, (all, one) -> 31 * all + one);
  }

  @Test
  void evaluatesTheUntrainedNetworkAndEveryEpoch() {
    List<EpochEnd> epochs = new ArrayList<>();
    TrainingRun run = TrainingRun.of(Runs.xor().epochs(3).batchSize(3).spec(), Runs.xorData());
    while (run.hasNext()) {
      if (run.next() instanceof EpochEnd end) {
        epochs.add(end);
      }
    }
    assertThat(epochs).extracting(EpochEnd::epoch).containsExactly(0, 1, 2, 3);
    assertThat(epochs).extracting(EpochEnd::step).containsExactly(0L, 2L, 4L, 6L);
    assertThat(epochs).allSatisfy(end -> assertThat(end.trainingLoss()).isFinite());
    assertThat(epochs).allSatisfy(end -> assertThat(end.validationLoss()).isNaN());
    assertThat(run.stopReason()).isEqualTo(StopReason.COMPLETED);
    assertThat(run.steps()).isEqualTo(6);
  }

  /** Batches of 3 and 1, with equal weight in the mean. */
  @Test
  void tellsTheMeanOfTheLossesThatTrainingSaw() {
    TrainingRun run = TrainingRun.of(Runs.xor().batchSize(3).epochs(2).spec(), Runs.xorData());
    double sum = 0;
    List<Double> means = new ArrayList<>();
    while (run.hasNext()) {
      TrainingEvent event = run.next();
      if (event instanceof Step step) {
        sum += step.loss();
      } else if (event instanceof EpochEnd end) {
        means.add(end.meanBatchLoss());
        Double expected = end.epoch() == 0 ? Double.NaN : sum / 2;
        assertThat(end.meanBatchLoss()).isEqualTo(expected);
        sum = 0;
      }
    }
    assertThat(means).hasSize(3);
  }

  @Test
  void leavesOutALastBatchThatIsNotFull() {
    TrainingRun run =
        TrainingRun.of(Runs.xor().batchSize(3).dropLastBatch().epochs(2).spec(), Runs.xorData());
    assertThat(run.steps()).isEqualTo(2);
    while (run.hasNext()) {
      if (run.next() instanceof Step step) {
        assertThat(step.samples()).isEqualTo(3);
      }
    }
    assertThat(run.stepsTaken()).isEqualTo(2);
    TrainingSpec none = Runs.xor().batchSize(5).dropLastBatch().spec();
    assertThatThrownBy(() -> TrainingRun.of(none, Runs.xorData()))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("leaves no batch: the 4 training samples do not fill one of 5");
  }

  @ParameterizedTest
  @CsvSource({"1,0.125", "2,0.25", "3,0.375", "4,0.25", "5,0.25", "9,0.125"})
  void theLearningRateRisesLinearlyToWhatTheScheduleSays(int step, double rate) {
    UpdateRule rule =
        new UpdateRule(
            new Optimizer.Sgd(0.5, 0, false), new LearningRateSchedule.StepDecay(1, 0.5), 4, null);
    int epoch = 1 + (step - 1) / 3;
    assertThat(rule.learningRate(epoch, step, 12)).isEqualTo(rate);
  }

  @Test
  void stopsWithTheFirstStepWhoseLossIsNotFinite() {
    TrainingSpec spec =
        Runs.xor()
            .network(new NetworkSpec(2, List.of(LayerSpec.of(1, Elementwise.LINEAR))))
            .cost(Cost.QUADRATIC)
            .optimizer(new Optimizer.Sgd(1e6, 0, false))
            .epochs(1000)
            .spec();
    TrainingRun run = TrainingRun.of(spec, Runs.xorData());
    Step last = null;
    while (run.hasNext()) {
      if (run.next() instanceof Step step) {
        last = step;
      }
    }
    assertThat(run.stopReason()).isEqualTo(StopReason.DIVERGED);
    assertThat(last.number()).isEqualTo(run.stepsTaken()).isBetween(10L, 100L);
    assertThat(last.loss()).isNotFinite();
    assertThat(last.statistics()).isNotNull();
  }

  @Test
  void earlyStoppingWaitsForItsPatience() {
    EarlyStopping rule = new EarlyStopping(EarlyStopping.StoppingMetric.TRAINING_LOSS, 3, 1000);
    TrainingRun run =
        finished(TrainingRun.of(Runs.xor().earlyStopping(rule).spec(), Runs.xorData()));
    // The first epoch always improves; the next three do not, by as much as 1000.
    assertThat(run.stepsTaken()).isEqualTo(4);
    assertThat(run.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
  }

  @Test
  void theStepARunMayEndWithIsObserved() {
    TrainingRun run = TrainingRun.of(Runs.xor().epochs(2).batchSize(2).spec(), Runs.xorData());
    List<Boolean> observed = new ArrayList<>();
    while (run.hasNext()) {
      if (run.next() instanceof Step step) {
        observed.add(step.statistics() != null);
      }
    }
    assertThat(observed).containsExactly(false, false, false, true);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void updateRatioIsTheDistanceMovedRelativeToTheWeights(Runs runs) {
    TrainingRun run = TrainingRun.of(runs.spec(), Runs.xorData());
    while (run.hasNext()) {
      Matrix before = run.network().weights(1).copy();
      if (run.nextObserved() instanceof Step step) {
        double moved = run.network().weights(1).distance(before);
        assertThat(step.statistics().get(1, Metric.UPDATE_RATIO))
            .as("step %d", step.number())
            .isCloseTo(moved / before.norm(), within(ROUNDING));
        assertThat(step.statistics().get(1, Metric.WEIGHT_NORM)).isEqualTo(before.norm());
      }
    }
  }

  static Stream<Runs> optimizers() {
    return Stream.of(
        Runs.xor(),
        Runs.xor().l2(0.3).clip(0.01),
        Runs.xor().optimizer(new Optimizer.Sgd(0.5, 0.9, true)),
        Runs.xor().optimizer(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-7)));
  }

  @Test
  void refusesDataThatDoNotFitTheNetwork() {
    TrainingSpec spec = Runs.xor().network(Runs.sigmoids(2, 3, 2)).spec();
    assertThatThrownBy(() -> TrainingRun.of(spec, Runs.xorData())).isInstanceOf(InvalidSpec.class);
  }

  private static TrainingRun finished(TrainingRun run) {
    while (run.hasNext()) {
      run.next();
    }
    return run;
  }

  private static void assertSameBits(TrainingRun actual, TrainingRun expected) {
    for (int l = 1; l <= expected.network().depth(); l++) {
      assertThat(actual.network().weights(l).toArray())
          .isEqualTo(expected.network().weights(l).toArray());
      assertThat(actual.network().biases(l).toArray())
          .isEqualTo(expected.network().biases(l).toArray());
    }
  }
}
