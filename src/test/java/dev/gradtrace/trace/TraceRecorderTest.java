package dev.gradtrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceRecorderTest {

  /** In per cent, for a sum of some hundred terms. */
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest
  @CsvSource({
    "1,2", "1,3", "5,4", "37,10", "100,7", "1000,50", "1001,50", "49,50", "50,50", "51,50"
  })
  void keepsTheFirstAndTheLastStepAndNoMoreThanAllowed(int steps, int maxPoints) {
    GradientTrace trace = trace(steps, new TracePolicy(1, maxPoints));
    long[] kept = trace.steps();
    assertThat(kept.length).isLessThanOrEqualTo(maxPoints);
    assertThat(kept[0]).isEqualTo(1);
    assertThat(kept[kept.length - 1]).isEqualTo(steps);
    assertThat(kept).isSorted().doesNotHaveDuplicates();
    if (steps > 2 * maxPoints && maxPoints > 3) {
      assertThat(kept.length).as("spread over the whole run").isGreaterThan(maxPoints / 2 - 1);
    }
    for (int i = 2; i < kept.length - 1; i++) {
      assertThat(kept[i] - kept[i - 1]).as("even spacing").isEqualTo(kept[1] - kept[0]);
    }
  }

  @Test
  void keepsEveryKthStepWhenToldSo() {
    assertThat(trace(1003, TracePolicy.every(250)).steps())
        .containsExactly(1, 251, 501, 751, 1001, 1003);
    assertThat(trace(700, TracePolicy.every(1)).size()).isEqualTo(700);
  }

  @Test
  void keepsWhatTheStepShowed() {
    TrainingRun run = TrainingRun.of(spec(3), Runs.xorData());
    TraceRecorder recorder = new TraceRecorder(run.network().spec(), TracePolicy.thinned());
    double norm = 0;
    while (run.hasNext()) {
      if (run.nextObserved() instanceof Step step) {
        recorder.record(step);
        norm = step.statistics().get(2, Metric.WEIGHT_GRADIENT_NORM);
      }
    }
    GradientTrace trace = recorder.snapshot();
    assertThat(trace.series(2, Metric.WEIGHT_GRADIENT_NORM)[2]).isEqualTo(norm);
    assertThat(trace.losses()).hasSize(3);
    assertThat(trace.epochs()).containsExactly(1, 2, 3);
  }

  /** Batches of 3, 3, 3 and 1: the last has no variance. */
  @Test
  void theNoiseScaleRunsOverEveryStepThatWasMeasuredKeptOrNot() {
    TrainingSpec spec = Runs.xor().batchSize(3).epochs(40).spec();
    TrainingRun run = TrainingRun.of(spec, tenSamples());
    TraceRecorder recorder = new TraceRecorder(spec.network(), new TracePolicy(1, 5));
    double variance = 0;
    double signal = 0;
    while (run.hasNext()) {
      if (run.nextObserved() instanceof Step step) {
        recorder.record(step);
        if (step.samples() > 1) {
          variance = 0.99 * variance + 0.01 * sum(step, Metric.GRADIENT_VARIANCE);
          signal = 0.99 * signal + 0.01 * sum(step, Metric.GRADIENT_SIGNAL);
        }
        double[] scales = recorder.snapshot().noiseScales();
        double expected = signal > 0 ? variance / signal : Double.NaN;
        assertThat(scales[scales.length - 1]).isCloseTo(expected, withPercentage(ROUNDING));
      }
    }
    assertThat(signal).isPositive();
  }

  private static double sum(Step step, Metric metric) {
    return step.statistics().get(1, metric) + step.statistics().get(2, metric);
  }

  private static Split tenSamples() {
    double[][] inputs = new double[10][];
    double[][] targets = new double[10][];
    for (int j = 0; j < 10; j++) {
      inputs[j] = new double[] {Math.sin(j), Math.cos(3 * j)};
      targets[j] = new double[] {j % 2};
    }
    return Split.of(Dataset.ofTargets(inputs, targets));
  }

  @Test
  void aSnapshotDoesNotGrow() {
    TrainingRun run = TrainingRun.of(spec(20), Runs.xorData());
    TraceRecorder recorder = new TraceRecorder(run.network().spec(), new TracePolicy(1, 6));
    GradientTrace early = recorder.snapshot();
    while (run.hasNext()) {
      if (run.nextObserved() instanceof Step step) {
        recorder.record(step);
        if (step.number() == 4) {
          early = recorder.snapshot();
        }
      }
    }
    assertThat(early.steps()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void slicesAndThinsForReading() {
    GradientTrace trace = trace(100, TracePolicy.every(1));
    assertThat(trace.between(10, 12).steps()).containsExactly(10, 11, 12);
    assertThat(trace.thinnedTo(3).steps()).containsExactly(1, 50, 100);
    assertThat(trace.thinnedTo(2).steps()).containsExactly(1, 100);
    assertThat(trace.thinnedTo(1000).size()).isEqualTo(100);
  }

  @Test
  void lossesOfLongRunsAreThinned() {
    TrainingRun run = TrainingRun.of(spec(25_000), Runs.xorData());
    LossRecorder recorder = new LossRecorder();
    while (run.hasNext()) {
      TrainingEvent event = run.next();
      if (event instanceof Step step) {
        recorder.record(step);
      } else if (event instanceof EpochEnd end) {
        recorder.record(end);
      }
    }
    LossCurve curve = recorder.snapshot();
    assertThat(curve.batches().size()).isBetween(5_000, LossCurve.MAX_BATCHES);
    assertThat(curve.batches().get(0).step()).isEqualTo(1);
    assertThat(curve.batches().get(curve.batches().size() - 1).step()).isEqualTo(25_000);
    assertThat(curve.epochs()).hasSize(25_001);
  }

  private static TrainingSpec spec(int epochs) {
    return Runs.xor().epochs(epochs).spec();
  }

  private static GradientTrace trace(int steps, TracePolicy policy) {
    TrainingRun run = TrainingRun.of(spec(steps), Runs.xorData());
    TraceRecorder recorder = new TraceRecorder(run.network().spec(), policy);
    while (run.hasNext()) {
      TrainingEvent event = recorder.wants(run.nextStep()) ? run.nextObserved() : run.next();
      if (event instanceof Step step && step.statistics() != null) {
        recorder.record(step);
      }
    }
    return recorder.snapshot();
  }
}
