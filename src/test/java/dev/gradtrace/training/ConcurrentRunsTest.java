package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConcurrentRunsTest {

  private static final Split DATA =
      Split.of(BuiltIn.DIGITS.load(), 0.7, 3).scaledBy(Scaling.MIN_MAX).forOutputs(10);

  static Stream<TrainingSpec> runs() {
    Runs sigmoid = Runs.xor().network(Runs.sigmoids(64, 30, 10)).batchSize(10).epochs(3);
    Runs softmax =
        Runs.xor()
            .network(network(2, 32, Elementwise.RELU, new Softmax()))
            .cost(Cost.CATEGORICAL_CROSS_ENTROPY)
            .optimizer(new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7))
            .batchSize(32)
            .epochs(4);
    Runs deep =
        Runs.xor()
            .network(network(30, 17, Elementwise.TANH, Elementwise.LINEAR))
            .cost(Cost.MEAN_SQUARED_ERROR)
            .optimizer(new Optimizer.Sgd(0.01, 0.9, true))
            .l2(0.1)
            .clip(1.0)
            .batchSize(32)
            .epochs(1);
    Runs normalised =
        Runs.xor()
            .network(Runs.normalised(64, 21, LayerSpec.of(10, new Softmax())))
            .cost(Cost.CATEGORICAL_CROSS_ENTROPY)
            .optimizer(new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7))
            .batchSize(32)
            .epochs(2);
    return Stream.of(sigmoid.spec(), softmax.spec(), deep.spec(), normalised.spec());
  }

  private static NetworkSpec network(int depth, int units, Activation hidden, Activation output) {
    List<LayerSpec> layers =
        new ArrayList<>(Collections.nCopies(depth, LayerSpec.of(units, hidden)));
    layers.add(LayerSpec.of(10, output));
    return new NetworkSpec(64, layers);
  }

  @AfterEach
  void backToTheKernelAJvmStartsWith() {
    KernelChoice.PLAIN.use();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void giveTheSameBitsHoweverManyThereAreAndWheneverTheKernelSwitches(TrainingSpec spec)
      throws Exception {
    KernelChoice.PLAIN.use();
    double[] alone = everythingOf(spec);
    for (int jobs : new int[] {2, 8}) {
      ExecutorService workers = Executors.newFixedThreadPool(jobs);
      try {
        List<Future<double[]>> results = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
          results.add(workers.submit(() -> everythingOf(spec)));
        }
        while (!results.stream().allMatch(Future::isDone)) {
          KernelChoice.available().forEach(ConcurrentRunsTest::useForAMoment);
        }
        for (Future<double[]> result : results) {
          assertThat(Arrays.mismatch(result.get(), alone))
              .as("first number of one of %d runs that differs from that of a run alone", jobs)
              .isEqualTo(-1);
        }
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static void useForAMoment(KernelChoice kernel) {
    kernel.use();
    for (int i = 0; i < 1000; i++) {
      Thread.onSpinWait();
    }
  }

  /** All losses and statistics of all steps, and the final parameters. */
  private static double[] everythingOf(TrainingSpec spec) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    TrainingRun run = TrainingRun.of(spec, DATA);
    while (run.hasNext()) {
      TrainingEvent event = run.nextObserved();
      if (event instanceof Step step) {
        numbers.add(step.loss());
        addAll(numbers, spec.network().depth(), step.statistics());
      } else if (event instanceof EpochEnd end) {
        numbers.add(end.trainingLoss()).add(end.validationLoss());
      }
    }
    run.network().parameters().matrices().forEach(m -> Arrays.stream(m.toArray()).forEach(numbers));
    return numbers.build().toArray();
  }

  private static void addAll(DoubleStream.Builder numbers, int depth, Statistics statistics) {
    numbers.add(statistics.costGradientLog10()).add(statistics.slopePerLayer());
    for (int l = 1; l <= depth; l++) {
      for (Metric metric : Metric.values()) {
        numbers.add(statistics.get(l, metric));
      }
    }
  }
}
