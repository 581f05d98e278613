package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.parallel.SpareThreads;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs in a JVM of its own: what C2 allocates depends on the profile of all that has run before.
 */
@Tag("allocation")
class AllocationTest {

  /** Steps per epoch; the last one has a smaller mini-batch. */
  private static final int STEPS = 250;

  private static final int BATCH = 4;

  private static final Split DATA = data(STEPS * BATCH - 1);

  /**
   * The first version of Java whose compiler never leaves the vectors of a pass in memory. C2 of
   * Java 17 does not inline an intrinsic whose arguments it knows too late, which depends on when
   * it compiles what: in one JVM of fifteen it makes objects of vectors, 432 kB of a step with
   * large products.
   */
  private static final int FIRST = 25;

  /** Most epochs until C2 has compiled a step, which allocates before; many on a busy machine. */
  private static final int PATIENCE = 400;

  private static final double RATE = 1e-4;

  private static SpareThreads spare;

  private static long[] spareIds;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Every rule and cost while a step is observed, which is more work; every kind of network. */
  static Stream<Arguments> kernelsAndRuns() {
    List<TrainingSpec> kinds = List.of(deep(), normalised(), large(), limited());
    List<TrainingSpec> all =
        Stream.concat(Stream.concat(optimizers(), costs()).map(Runs::spec), kinds.stream())
            .toList();
    return KernelChoice.available()
        .filter(kernel -> kernel == KernelChoice.PLAIN || Runtime.version().feature() >= FIRST)
        .flatMap(
            kernel ->
                Stream.concat(
                    all.stream().map(spec -> Arguments.of(kernel, true, spec)),
                    kinds.stream().map(spec -> Arguments.of(kernel, false, spec))));
  }

  /** Class weights, penalties and all limits. */
  private static TrainingSpec limited() {
    return everyActivation()
        .spec()
        .withClassWeights(new ClassWeights.Balanced())
        .withL1(0.1)
        .withClipping(new Clipping(0.1, 0.1, Clipping.Scope.LAYER))
        .withMaxNorm(0.5);
  }

  /** Every update rule on a network with every activation. */
  private static Stream<Runs> optimizers() {
    Optimizer.Adam adam = new Optimizer.Adam(RATE, 0.9, 0.999, 1e-7);
    return Stream.concat(
        Stream.of(
                new Optimizer.Sgd(RATE, 0, false),
                new Optimizer.Sgd(RATE, 0.9, false),
                new Optimizer.Sgd(RATE, 0.9, true),
                new Optimizer.RmsProp(RATE, 0.9, 1e-7),
                new Optimizer.Adagrad(RATE, 0.1, 1e-7),
                adam,
                new Optimizer.AdamW(adam, 0.004))
            .map(rule -> everyActivation().optimizer(rule)),
        Stream.of(everyActivation().l2(0.1).clip(0.1)));
  }

  private static Runs everyActivation() {
    List<Activation> activations = new ArrayList<>(List.of(Elementwise.values()));
    activations.addAll(List.of(new LeakyRelu(0.01), new Elu(1), new Softmax()));
    return run(Cost.BINARY_CROSS_ENTROPY, Elementwise.SIGMOID, activations);
  }

  private static Stream<Runs> costs() {
    List<Activation> hidden = List.of(Elementwise.TANH);
    return Stream.of(
        run(Cost.CATEGORICAL_CROSS_ENTROPY, new Softmax(), hidden),
        run(Cost.CATEGORICAL_CROSS_ENTROPY, Elementwise.SIGMOID, hidden),
        run(Cost.BINARY_CROSS_ENTROPY, new Softmax(), hidden),
        run(Cost.QUADRATIC, Elementwise.SIGMOID, hidden),
        run(Cost.MEAN_SQUARED_ERROR, Elementwise.LINEAR, hidden),
        run(Cost.MEAN_ABSOLUTE_ERROR, Elementwise.LINEAR, hidden));
  }

  /** A network so deep that δ needs an exponent. */
  private static TrainingSpec deep() {
    int[] widths = new int[60];
    Arrays.fill(widths, 5);
    widths[59] = 3;
    return Runs.xor()
        .network(Runs.sigmoids(13, widths))
        .batchSize(BATCH)
        .epochs(Integer.MAX_VALUE)
        .spec();
  }

  /** The last mini-batch, of three samples, resizes the buffers of norms and masks. */
  private static TrainingSpec normalised() {
    return Runs.xor()
        .network(Runs.normalised(13, 9, LayerSpec.of(3, Elementwise.SIGMOID)))
        .optimizer(new Optimizer.Sgd(RATE, 0, false))
        .batchSize(BATCH)
        .epochs(Integer.MAX_VALUE)
        .spec();
  }

  /** Products large enough for spare threads. */
  private static TrainingSpec large() {
    return Runs.xor()
        .network(Runs.sigmoids(13, 600, 450, 3))
        .optimizer(new Optimizer.Sgd(RATE, 0, false))
        .batchSize(BATCH)
        .epochs(Integer.MAX_VALUE)
        .spec();
  }

  private static Runs run(Cost cost, Activation output, List<Activation> hidden) {
    List<LayerSpec> layers = new ArrayList<>();
    for (Activation activation : hidden) {
      layers.add(LayerSpec.of(9 + layers.size() % 9, activation));
    }
    layers.add(LayerSpec.of(3, output));
    return Runs.xor()
        .network(new NetworkSpec(13, layers))
        .cost(cost)
        .optimizer(new Optimizer.Sgd(RATE, 0, false))
        .batchSize(BATCH)
        .epochs(Integer.MAX_VALUE);
  }

  @BeforeAll
  static void hasSpareThreads() {
    spare = new SpareThreads(3, System::nanoTime).use();
    spareIds =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("spare-"))
            .mapToLong(Thread::getId)
            .toArray();
  }

  @AfterAll
  static void endsSpareThreads() {
    spare.close();
  }

  @AfterEach
  void backToTheKernelAJvmStartsWith() {
    KernelChoice.PLAIN.use();
  }

  @ParameterizedTest
  @MethodSource("kernelsAndRuns")
  void aSteadyStateStepAllocatesNothing(KernelChoice kernel, boolean observed, TrainingSpec spec) {
    kernel.use();
    TrainingRun run = TrainingRun.of(spec, DATA);
    long least = Long.MAX_VALUE;
    for (int epoch = 0; least > 0 && epoch < PATIENCE; epoch++) {
      while (!(run.next() instanceof EpochEnd)) {}
      least = Math.min(least, bytesOfAnEpoch(run, observed));
    }
    assertThat(spareIds).isNotEmpty();
    assertThat(least).as("bytes in %d steps", STEPS).isZero();
  }

  private long bytesOfAnEpoch(TrainingRun run, boolean observed) {
    long before = bytesOfSpareThreads() + thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STEPS; i++) {
      if (observed) {
        run.nextObserved();
      } else {
        run.next();
      }
    }
    return thread.getCurrentThreadAllocatedBytes() + bytesOfSpareThreads() - before;
  }

  /** Read outside the measurement, since it allocates itself. */
  private long bytesOfSpareThreads() {
    long bytes = 0;
    for (long id : spareIds) {
      bytes += Math.max(0, thread.getThreadAllocatedBytes(id));
    }
    return bytes;
  }

  private static Split data(int samples) {
    RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
    double[][] inputs = new double[samples][13];
    double[][] targets = new double[samples][3];
    for (int j = 0; j < samples; j++) {
      for (int i = 0; i < 13; i++) {
        inputs[j][i] = random.gaussian();
      }
      targets[j][random.below(3)] = 1;
    }
    return Split.of(Dataset.ofTargets(inputs, targets));
  }
}
