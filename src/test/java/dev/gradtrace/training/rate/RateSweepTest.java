package dev.gradtrace.training.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.rate.RateCurve.Ending;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateSweepTest {

  /** Of a mean of terms of size one. */
  private static final double ROUNDING = 1e-12;

  private static final RateRange RANGE = new RateRange(1e-5, 1, 60);

  @Test
  void aSlopeIsDescendedAtTheRateOfEachStep() {
    // Cost (w − 0)²/2 with x = 1: w ← w − rate·w, loss w²/2.
    RateCurve curve = RateSweep.of(neuron(1), one(0), RANGE);
    double w = 1;
    for (int k = 0; k < RANGE.steps(); k++) {
      assertThat(curve.losses()[k]).as("loss %d", k).isCloseTo(w * w / 2, within(ROUNDING));
      w -= RANGE.rate(k) * w;
    }
    assertThat(curve.stoppedBecause()).isEqualTo(Ending.COMPLETED);
  }

  private static TrainingSpec neuron(double weight) {
    LayerSpec linear =
        new LayerSpec(1, Elementwise.LINEAR, new Constant(weight), Constant.ZEROS, false);
    return Runs.xor().network(new NetworkSpec(1, List.of(linear))).cost(Cost.QUADRATIC).spec();
  }

  private static Split one(double target) {
    return Split.of(Dataset.ofTargets(new double[][] {{1}}, new double[][] {{target}}));
  }

  @Test
  void theSmoothedLossIsTheBiasCorrectedMean() {
    RateCurve curve = RateSweep.of(Runs.xor().batchSize(1).spec(), Runs.xorData(), RANGE);
    double mean = 0;
    for (int k = 0; k < curve.length(); k++) {
      mean = 0.98 * mean + 0.02 * curve.losses()[k];
      assertThat(curve.smoothedLosses()[k])
          .as("smoothed loss %d", k)
          .isCloseTo(mean / (1 - Math.pow(0.98, k + 1)), within(ROUNDING));
    }
  }

  static Stream<TrainingSpec> jobs() {
    return Stream.of(
        Runs.xor().batchSize(3).l2(0.5).clip(0.1).spec(),
        Runs.xor().batchSize(3).inOrder().dropLastBatch().spec(),
        Runs.xor()
            .network(Runs.normalised(2, 5, LayerSpec.of(1, Elementwise.SIGMOID)))
            .optimizer(new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7))
            .batchSize(3)
            .spec(),
        Runs.xor().optimizer(new Optimizer.Sgd(0.01, 0.9, true)).batchSize(2).spec());
  }

  /** A range so narrow that all rates are almost equal is a run at that rate. */
  @ParameterizedTest
  @MethodSource("jobs")
  void takesTheStepsThatTheJobTakes(TrainingSpec job) {
    double rate = 0.1;
    RateRange narrow = new RateRange(rate, Math.nextUp(rate), 40);
    RateCurve curve = RateSweep.of(job, Runs.xorData(), narrow);
    TrainingRun run =
        TrainingRun.of(
            job.withOptimizer(job.optimizer().withLearningRate(rate)).withEpochs(40),
            Runs.xorData());
    DoubleSupplier losses = () -> nextStep(run).loss();
    for (int k = 0; k < curve.length(); k++) {
      assertThat(curve.losses()[k])
          .as("loss of step %d", k + 1)
          .isCloseTo(losses.getAsDouble(), within(1e-11));
    }
    assertThat(curve.length()).isEqualTo(40);
  }

  private static Step nextStep(TrainingRun run) {
    while (true) {
      if (run.next() instanceof Step step) {
        return step;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void isTheSameToTheLastBitWhateverIsIgnored(TrainingSpec job) {
    RateCurve first = RateSweep.of(job, Runs.xorData(), RANGE);
    TrainingSpec other = job.withOptimizer(job.optimizer().withLearningRate(77)).withEpochs(1);
    RateCurve second = RateSweep.of(other, Runs.xorData(), RANGE);
    assertThat(second.losses()).isEqualTo(first.losses());
    assertThat(second.smoothedLosses()).isEqualTo(first.smoothedLosses());
  }

  @Test
  void theScheduleOfTheJobDoesNotCount() {
    TrainingSpec scheduled =
        Runs.xor().schedule(new LearningRateSchedule.Exponential(0.1)).warmup(9).spec();
    assertThat(RateSweep.of(scheduled, Runs.xorData(), RANGE).losses())
        .isEqualTo(RateSweep.of(Runs.xor().spec(), Runs.xorData(), RANGE).losses());
  }

  @Test
  void stopsWhereTheSmoothedLossHasExploded() {
    RateCurve curve = RateSweep.of(neuron(1), one(0), new RateRange(1e-3, 1e3, 100));
    assertThat(curve.stoppedBecause()).isEqualTo(Ending.LOSS_EXPLODED);
    double[] smooth = curve.smoothedLosses();
    double least = IntStream.range(0, smooth.length).mapToDouble(k -> smooth[k]).min().orElse(0);
    assertThat(smooth[smooth.length - 1]).isGreaterThan(4 * least);
    assertThat(smooth[smooth.length - 2]).isLessThanOrEqualTo(4 * least);
  }

  @Test
  void keepsALossThatIsNotFiniteAsTheLast() {
    RateCurve curve = RateSweep.of(neuron(1e160), one(0), RANGE);
    assertThat(curve.stoppedBecause()).isEqualTo(Ending.NOT_FINITE);
    assertThat(curve.length()).isEqualTo(1);
    assertThat(curve.losses()[0]).isInfinite();
  }

  @Test
  void aConstantLossIsSmoothedToItself() {
    RateCurve curve = RateSweep.of(neuron(0), one(0.3), new RateRange(1e-300, 2e-300, 1000));
    assertThat(curve.stoppedBecause()).isEqualTo(Ending.COMPLETED);
    assertThat(curve.smoothedLosses()).containsOnly(curve.losses()[0]);
  }

  @Test
  void anExactFitIsNoReasonToStop() {
    RateCurve curve = RateSweep.of(neuron(0.5), one(0.5), RANGE);
    assertThat(curve.stoppedBecause()).isEqualTo(Ending.COMPLETED);
    assertThat(curve.losses()).containsOnly(0);
  }

  @Test
  void workGrowsWithStepsBatchAndNetwork() {
    TrainingSpec small = Runs.xor().spec();
    TrainingSpec wide = Runs.xor().network(Runs.sigmoids(2, 100, 100, 1)).spec();
    long work = RateSweep.multiplications(small, 4, 10);
    assertThat(RateSweep.multiplications(small, 4, 20)).isBetween(work + work / 2, 2 * work);
    assertThat(RateSweep.multiplications(small, 2, 10)).isLessThan(work);
    assertThat(RateSweep.multiplications(small, 1000, 10)).isEqualTo(work);
    assertThat(RateSweep.multiplications(wide, 4, 10)).isGreaterThan(work);
  }
}
