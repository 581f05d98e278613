package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.parallel.SpareThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelpedRunsTest {

  /** A batch, and a few samples for validation. */
  private static final int SAMPLES = 77;

  private static final Split DATA = Split.of(data(SAMPLES), 0.2, 3);

  /** Layers wide enough to be split, with widths that are no multiple of a panel. */
  private static final TrainingSpec SPEC =
      Runs.xor()
          .network(
              new NetworkSpec(
                  67,
                  List.of(
                      LayerSpec.of(261, Elementwise.RELU),
                      LayerSpec.of(67, Elementwise.TANH),
                      LayerSpec.of(10, new Softmax()))))
          .cost(Cost.CATEGORICAL_CROSS_ENTROPY)
          .optimizer(new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7))
          .batchSize(61)
          .epochs(2)
          .spec();

  private static Dataset data(int samples) {
    RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
    double[][] inputs = new double[samples][67];
    double[][] targets = new double[samples][10];
    for (int j = 0; j < samples; j++) {
      for (int i = 0; i < 67; i++) {
        inputs[j][i] = random.gaussian();
      }
      targets[j][random.below(10)] = 1;
    }
    return Dataset.ofTargets(inputs, targets);
  }

  static Stream<KernelChoice> kernels() {
    return KernelChoice.available();
  }

  @AfterEach
  void backToTheKernelAJvmStartsWith() {
    KernelChoice.PLAIN.use();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void haveTheBitsOfOneThread(KernelChoice kernel) throws Exception {
    KernelChoice.PLAIN.use();
    double[] alone = everything();
    kernel.use();
    for (int threads : new int[] {2, 7}) {
      int jobs = threads == 7 ? 2 : 1;
      try (SpareThreads spare = new SpareThreads(threads, System::nanoTime).use()) {
        for (double[] helped : together(jobs, spare)) {
          assertThat(Arrays.mismatch(helped, alone))
              .as("first other number of %d jobs on %d threads, %s", jobs, threads, kernel)
              .isEqualTo(-1);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void goOnWithOtherThreadsAfterACheckpoint(KernelChoice kernel) {
    kernel.use();
    TrainingRun alone = TrainingRun.of(SPEC, DATA);
    alone.next();
    Checkpoint middle = alone.checkpoint();
    double[] expected = numbers(alone);
    try (SpareThreads spare = new SpareThreads(3, System::nanoTime).use()) {
      double[] resumed = numbers(TrainingRun.of(SPEC, DATA, middle));
      assertThat(Arrays.mismatch(resumed, expected)).isEqualTo(-1);
    }
  }

  /** Samples of several parts and a remainder, computed by several threads, weighted by class. */
  @ParameterizedTest
  @MethodSource("kernels")
  void evaluateLargeSetsInTheOrderOfTheirSamples(KernelChoice kernel) {
    TrainingSpec spec =
        Runs.xor()
            .network(
                new NetworkSpec(
                    67,
                    List.of(LayerSpec.of(30, Elementwise.TANH), LayerSpec.of(10, new Softmax()))))
            .cost(Cost.CATEGORICAL_CROSS_ENTROPY)
            .spec()
            .withClassWeights(new ClassWeights.Balanced());
    Split data = Split.of(data(1301), 0.1, 3);
    KernelChoice.PLAIN.use();
    Evaluation alone = new Evaluation(spec, data);
    Network network = new Network(spec.network(), spec.initialParameters());
    EpochEnd expected = evaluate(alone, network);
    assertThat(expected.trainingLoss()).isEqualTo(inPartsOf256(spec, data.training(), network));
    kernel.use();
    for (int threads : new int[] {1, 2, 7}) {
      try (SpareThreads spare = new SpareThreads(threads, System::nanoTime).use()) {
        Evaluation helped = new Evaluation(spec, data);
        for (int repetition = 0; repetition < 2; repetition++) {
          assertThat(evaluate(helped, network)).as("%d threads", threads).isEqualTo(expected);
        }
      }
    }
  }

  private static EpochEnd evaluate(Evaluation evaluation, Network network) {
    while (!evaluation.advance(network)) {
      assertThat(evaluation.training().samples()).isPositive();
    }
    return evaluation.finish(1, 2, 0.5);
  }

  private static double inPartsOf256(TrainingSpec spec, Dataset data, Network network) {
    SampleWeights weights = SampleWeights.of(spec, data, 0);
    double total = 0;
    for (int first = 0; first < data.samples(); first += 256) {
      int count = Math.min(256, data.samples() - first);
      Workspace part = Workspace.withoutGradient(spec.network(), count);
      double[] factors = new double[count];
      for (int j = 0; j < count; j++) {
        data.inputs().copyTo(first + j, part.inputs(), j);
        data.targets().copyTo(first + j, part.targets(), j);
        factors[j] = weights.of(first + j);
      }
      part.weigh(factors);
      ForwardPass.run(network, part);
      total += Loss.of(network, spec.cost(), part) * count;
    }
    return total / data.samples();
  }

  /** Runs several jobs at a time, so that helpers come and go. */
  private static List<double[]> together(int jobs, SpareThreads spare) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<double[]>> results = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        results.add(
            workers.submit(
                () -> {
                  try (SpareThreads.User user = spare.enter()) {
                    return everything();
                  }
                }));
      }
      List<double[]> numbers = new ArrayList<>();
      for (Future<double[]> result : results) {
        numbers.add(result.get());
      }
      return numbers;
    } finally {
      workers.shutdownNow();
    }
  }

  /** All losses and statistics of all steps, and the final parameters. */
  private static double[] everything() {
    return numbers(TrainingRun.of(SPEC, DATA));
  }

  private static double[] numbers(TrainingRun run) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    while (run.hasNext()) {
      TrainingEvent event = run.nextObserved();
      if (event instanceof Step step) {
        Statistics statistics = step.statistics();
        numbers.add(step.loss());
        for (int l = 1; l <= SPEC.network().depth(); l++) {
          for (Metric metric : Metric.values()) {
            numbers.add(statistics.get(l, metric));
          }
        }
      } else if (event instanceof EpochEnd end) {
        numbers.add(end.trainingLoss()).add(end.validationLoss());
      }
    }
    run.network().parameters().matrices().forEach(m -> Arrays.stream(m.toArray()).forEach(numbers));
    return numbers.build().toArray();
  }
}
