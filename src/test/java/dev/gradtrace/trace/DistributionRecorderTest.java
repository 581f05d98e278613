package dev.gradtrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Parameters.Layer;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.Observed;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionRecorderTest {

  private static final List<Tensor> ALL = List.of(Tensor.values());
  private static final Optimizer MOMENTUM = new Optimizer.Sgd(0.5, 0.9, false);

  static Stream<TrainingSpec> runs() {
    return Stream.of(
        Runs.xor().inOrder().epochs(6).spec(),
        Runs.xor().inOrder().epochs(6).l2(0.1).spec(),
        Runs.xor().inOrder().epochs(6).clip(0.01).optimizer(MOMENTUM).spec(),
        Runs.xor().inOrder().epochs(6).optimizer(MOMENTUM).spec());
  }

  /**
   * Compares with a probe of the same batch before the update, and with the difference of weights.
   */
  @ParameterizedTest
  @MethodSource("runs")
  void everyTensorIsThatOfTheStateBeforeTheUpdate(TrainingSpec spec) {
    Split data = Runs.xorData();
    Distributions kept = record(spec, data, new DistributionPolicy(ALL, 50));
    assertThat(kept.steps()).containsExactly(1, 2, 3, 4, 5, 6);
    TrainingRun run = TrainingRun.of(spec, data);
    OctaveCounter counter = new OctaveCounter();
    Dataset samples = data.training();
    int i = 0;
    while (run.hasNext()) {
      Network before = new Network(spec.network(), run.network().parameters().copy());
      if (run.next() instanceof Step) {
        GradientProbe probe =
            GradientProbe.of(
                before,
                spec.cost(),
                samples.inputs().toMatrix(0, samples.samples()),
                samples.targets().toMatrix(0, samples.samples()));
        Tensors looked = Tensors.of(before, probe.pass());
        for (int l = 1; l <= before.depth(); l++) {
          for (Tensor of : EnumSet.complementOf(EnumSet.of(Tensor.UPDATE))) {
            assertSame(kept.at(i, of, l), counter.count(of, looked, l));
          }
          Matrix update = run.network().weights(l).copy();
          update.add(-1, before.weights(l));
          assertEntries(kept.at(i, Tensor.UPDATE, l), update.toArray());
        }
        assertThat(kept.samples(i++)).isEqualTo(4);
      }
    }
  }

  private static void assertSame(Distribution one, Distribution other) {
    assertThat(one).usingRecursiveComparison().isEqualTo(other);
  }

  private static void assertEntries(Distribution counted, double[] entries) {
    assertThat(counted.count()).isEqualTo(entries.length);
    assertThat(counted.zero()).isEqualTo((int) Arrays.stream(entries).filter(x -> x == 0).count());
    for (int k = 0; k < counted.octaves(); k++) {
      double from = Math.scalb(1.0, counted.firstExponent() + k);
      assertThat(counted.positive()[k])
          .isEqualTo((int) Arrays.stream(entries).filter(x -> x >= from && x < 2 * from).count());
      assertThat(counted.negative()[k])
          .isEqualTo((int) Arrays.stream(entries).filter(x -> -x >= from && -x < 2 * from).count());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 49, 50, 51, 137, 1000, 5000})
  void pointsAreSpreadOverTheRunWithItsFirstAndLastStep(int steps) {
    for (int points : new int[] {2, 5, 50}) {
      long[] kept =
          record(
                  Runs.xor().epochs(steps).spec(),
                  Runs.xorData(),
                  new DistributionPolicy(List.of(Tensor.DELTA), points))
              .steps();
      assertThat(kept).hasSizeLessThanOrEqualTo(points).isSorted().contains(1, steps);
      assertThat(kept.length).isGreaterThanOrEqualTo(Math.min(steps, points / 2));
      long width = kept.length < 3 ? 1 : kept[1] - kept[0];
      for (int i = 1; i < kept.length - 1; i++) {
        assertThat(kept[i] - kept[i - 1]).isEqualTo(width);
      }
    }
  }

  @Test
  void theLastStepOfARunThatStopsEarlyIsKept() {
    EarlyStopping stopping = new EarlyStopping(EarlyStopping.StoppingMetric.TRAINING_LOSS, 3, 1000);
    TrainingSpec spec = Runs.xor().epochs(5000).earlyStopping(stopping).spec();
    TrainingRun run = TrainingRun.of(spec, Runs.xorData());
    DistributionRecorder recorder =
        new DistributionRecorder(spec.network(), new DistributionPolicy(ALL, 2), run.steps());
    long last = drive(run, recorder);
    assertThat(run.stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
    assertThat(recorder.snapshot().steps()).containsExactly(1, last);
  }

  @Test
  void theStepWithWhichARunDivergesIsKeptAndCountsWhatIsNotFinite() {
    NetworkSpec relu =
        new NetworkSpec(
            2, List.of(LayerSpec.of(8, Elementwise.RELU), LayerSpec.of(1, Elementwise.LINEAR)));
    TrainingSpec spec =
        Runs.xor()
            .network(relu)
            .cost(Cost.QUADRATIC)
            .optimizer(new Optimizer.Sgd(1e300, 0, false))
            .epochs(5000)
            .spec();
    TrainingRun run = TrainingRun.of(spec, Runs.xorData());
    DistributionRecorder recorder =
        new DistributionRecorder(spec.network(), new DistributionPolicy(ALL, 50), run.steps());
    long last = drive(run, recorder);
    assertThat(run.stopReason()).isEqualTo(StopReason.DIVERGED);
    Distributions kept = recorder.snapshot();
    int i = kept.size() - 1;
    assertThat(kept.steps()[i]).isEqualTo(last);
    assertThat(kept.at(i, Tensor.PREACTIVATION, 2).nonFinite()).isPositive();
    assertThat(kept.at(i, Tensor.PREACTIVATION, 2).count()).isEqualTo(4);
    assertThat(kept.at(i, Tensor.UPDATE, 1).zero()).isEqualTo(16);
  }

  /** Weights that span almost all octaves of doubles, far more than usual. */
  @Test
  void moreThanThereIsRoomForIsThinnedOut() {
    Parameters wide =
        Parameters.of(
            List.of(
                Layer.ofRows(new double[][] {{1e-300, 1e300}, {1, 1}, {1, 1}}, new double[3]),
                Layer.ofRows(new double[][] {{1, 1, 1}}, new double[1])));
    TrainingSpec spec = Runs.xor().parameters(wide).epochs(40).spec();
    DistributionPolicy policy = new DistributionPolicy(List.of(Tensor.WEIGHTS), 40);
    Distributions kept = record(spec, Runs.xorData(), policy);
    assertThat(kept.points().stream().mapToLong(DistributionPoint::bytes).sum())
        .isLessThanOrEqualTo(DistributionRecorder.bytes(spec.network(), policy));
    assertThat(kept.size()).isLessThan(20).isGreaterThan(2);
    assertThat(kept.steps()).contains(1, 40);
  }

  @Test
  void partsAreReadByThemselves() {
    Distributions kept =
        record(Runs.xor().epochs(9).spec(), Runs.xorData(), new DistributionPolicy(ALL, 5));
    byte[] header = DistributionsFormat.header(kept);
    byte[] part = DistributionsFormat.part(kept, Tensor.DELTA);
    DistributionSelection second = new DistributionSelection(List.of(Tensor.DELTA), List.of(2));
    Distributions read = DistributionsFormat.read(second, header, Map.of(Tensor.DELTA, part));
    assertThat(read.steps()).isEqualTo(kept.steps());
    for (int i = 0; i < kept.size(); i++) {
      assertSame(read.at(i, Tensor.DELTA, 2), kept.at(i, Tensor.DELTA, 2));
    }
    assertThatThrownBy(() -> read.at(0, Tensor.DELTA, 1))
        .isInstanceOf(IllegalArgumentException.class);
    Map<Tensor, byte[]> wrong =
        Map.of(Tensor.DELTA, DistributionsFormat.part(kept, Tensor.WEIGHTS));
    assertThatThrownBy(() -> DistributionsFormat.read(second, header, wrong))
        .isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> DistributionsFormat.read(second, header, Map.of()))
        .isInstanceOf(UnreadableRecord.class);
    byte[] earlier = DistributionsFormat.part(kept.between(1, 3), Tensor.DELTA);
    assertThatThrownBy(
            () -> DistributionsFormat.read(second, header, Map.of(Tensor.DELTA, earlier)))
        .isInstanceOf(UnreadableRecord.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 501})
  void thereAreTwoToFiveHundredPoints(int points) {
    assertThatThrownBy(() -> new DistributionPolicy(ALL, points))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("between 2 and 500");
  }

  private static Distributions record(TrainingSpec spec, Split data, DistributionPolicy policy) {
    TrainingRun run = TrainingRun.of(spec, data);
    DistributionRecorder recorder = new DistributionRecorder(spec.network(), policy, run.steps());
    drive(run, recorder);
    return recorder.snapshot();
  }

  /** Runs to the end; the number of the last step. */
  private static long drive(TrainingRun run, DistributionRecorder recorder) {
    while (run.hasNext()) {
      boolean wanted = recorder.wants(run.nextStep()) || run.mayEndWithNextStep();
      if (run.next(wanted ? Set.of(Observed.TENSORS) : Set.of()) instanceof Step step) {
        recorder.record(step);
      }
    }
    return run.stepsTaken();
  }
}
