package dev.gradtrace.job.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.storage.Payloads;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.EarlyStopping.StoppingMetric;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobMemoryTest {

  /** Percent by which an estimate may differ from the measured memory. */
  private static final int TOLERANCE = 20;

  private static final TracePolicy SHORT = new TracePolicy(1, 2);

  private static final Optimizer SGD = new Optimizer.Sgd(1e-4, 0, false);
  private static final Optimizer MOMENTUM = new Optimizer.Sgd(1e-4, 0.9, false);
  private static final Optimizer ADAM = new Optimizer.Adam(1e-4, 0.9, 0.999, 1e-7);

  private final Jobs jobs = new Jobs();
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> jobs() {
    int[] narrow = new int[200];
    Arrays.fill(narrow, 3);
    NetworkSpec wide = Runs.sigmoids(784, 300, 10);
    NetworkSpec small = Runs.sigmoids(20, 50, 3);
    return Stream.of(
        job("wide", run(wide, SGD), data(20, 784, 10), Scaling.NONE, 0, SHORT),
        job("wide, Adam", run(wide, ADAM), data(20, 784, 10), Scaling.NONE, 0, SHORT),
        job("wide, momentum", run(wide, MOMENTUM), data(20, 784, 10), Scaling.NONE, 0, SHORT),
        job("wide, penalty", run(wide, SGD).l2(0.1), data(20, 784, 10), Scaling.NONE, 0, SHORT),
        job(
            "given parameters",
            run(wide, ADAM).parameters(Parameters.initial(wide, 1)),
            data(20, 784, 10),
            Scaling.NONE,
            0,
            SHORT),
        job("deep", run(Runs.sigmoids(20, narrow), ADAM), data(50, 20, 3), Scaling.NONE, 0, SHORT),
        job(
            "large batch",
            run(small, SGD).batchSize(3000),
            data(4000, 20, 3),
            Scaling.NONE,
            0,
            SHORT),
        job(
            "normalised, masked and skipped, in large batches",
            run(normalised(50), ADAM).batchSize(1000),
            data(2000, 20, 3),
            Scaling.NONE,
            0,
            SHORT),
        job(
            "normalised, masked and skipped, wide",
            run(normalised(400), ADAM).batchSize(8),
            data(20, 20, 3),
            Scaling.NONE,
            0,
            SHORT),
        job("many samples", run(small, SGD), data(60_000, 20, 3), Scaling.NONE, 0, SHORT),
        job("scaled", run(small, SGD), data(60_000, 20, 3), Scaling.STANDARD, 0, SHORT),
        job("divided", run(small, SGD), data(60_000, 20, 3), Scaling.NONE, 0.2, SHORT),
        job(
            "early stopping",
            run(small, ADAM)
                .batchSize(1000)
                .earlyStopping(new EarlyStopping(StoppingMetric.VALIDATION_LOSS, 3, 0)),
            data(20_000, 20, 3),
            Scaling.MIN_MAX,
            0.3,
            SHORT),
        job(
            "long trace",
            run(Runs.sigmoids(20, 5, 5, 5, 3), SGD).batchSize(1),
            data(5000, 20, 3),
            Scaling.NONE,
            0,
            TracePolicy.every(1)),
        job(
            "long trace of many layers",
            run(Runs.sigmoids(20, Arrays.copyOf(narrow, 40)), SGD).batchSize(1),
            data(1000, 20, 3),
            Scaling.NONE,
            0,
            TracePolicy.every(1)));
  }

  /** Every norm, dropout, and a block around each pair of hidden layers. */
  private static NetworkSpec normalised(int units) {
    LayerSpec first = LayerSpec.of(units, Elementwise.RELU).withDropout(0.2);
    LayerSpec second =
        LayerSpec.of(units, Elementwise.TANH).withNormalization(BatchNorm.DEFAULT).withDropout(0.2);
    return new NetworkSpec(
        20,
        List.of(first, second, first, second, first, LayerSpec.of(3, Elementwise.LINEAR)),
        List.of(
            new ResidualBlock(2, 3, 0.5, LayerNorm.DEFAULT, ResidualBlock.Position.BEFORE),
            new ResidualBlock(4, 5, 0.5, RmsNorm.DEFAULT, ResidualBlock.Position.AFTER)),
        BatchNorm.DEFAULT,
        0.1);
  }

  private static Runs run(NetworkSpec network, Optimizer optimizer) {
    return Runs.xor()
        .network(network)
        .cost(Cost.QUADRATIC)
        .optimizer(optimizer)
        .batchSize(32)
        .epochs(1);
  }

  private static Arguments job(
      String name, Runs run, Dataset data, Scaling scaling, double held, TracePolicy trace) {
    DataSpec source = new DataSpec(new DataOrigin.Inline(data), scaling, held, null);
    return Arguments.of(name, new JobSpec(Caption.of(name), run.spec(), trace, source));
  }

  private static Dataset data(int samples, int inputs, int outputs) {
    RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
    return Dataset.ofTargets(
        rows(samples, inputs, random::gaussian), rows(samples, outputs, random::gaussian));
  }

  private static double[][] rows(int samples, int values, Supplier<Double> random) {
    double[][] rows = new double[samples][values];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.get());
    }
    return rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void anEstimateIsNearWhatIsAllocated(String name, JobSpec spec) {
    measured(spec); // Classes are loaded.
    assertThat(JobMemory.of(spec, jobs.datasets).bytes())
        .as("bytes of the job: %s", name)
        .isCloseTo(measured(spec), withinPercentage(TOLERANCE));
  }

  private long bytes;

  /** Bytes reachable at the same time; garbage between steps does not count. */
  private long measured(JobSpec spec) {
    TrainingSpec training = spec.training();
    Dataset given = ((DataOrigin.Inline) spec.data().dataset()).dataset();
    bytes = 0;
    allocate(() -> given.inputs().toMatrix(0, given.samples()));
    allocate(() -> given.targets().toMatrix(0, given.samples()));
    Split data =
        allocate(() -> TrainingData.load(spec, jobs.datasets).scaledBy(spec.data().scaling()));
    TrainingRun run = allocate(() -> TrainingRun.of(training, data));
    record(run, new TraceRecorder(training.network(), spec.trace().steps()));
    Checkpoint checkpoint = allocate(run::checkpoint);
    byte[] written = CheckpointFormat.write(checkpoint);
    bytes += written.length + Math.min(written.length, Payloads.IN_TRANSIT);
    Parameters parameters = training.initialParameters();
    Matrix largest = parameters.matrices().max(Comparator.comparing(Matrix::size)).orElseThrow();
    allocate(largest::toArray);
    allocate(training::initialParameters);
    if (training.parameters() != null) {
      allocate(training.parameters()::copy);
    }
    return bytes;
  }

  private void record(TrainingRun run, TraceRecorder recorder) {
    while (run.hasNext()) {
      TrainingEvent event = recorder.wants(run.nextStep()) ? run.nextObserved() : run.next();
      if (event instanceof Step step && step.statistics() != null) {
        allocate(
            () -> {
              recorder.record(step);
              return null;
            });
      }
    }
  }

  private <T> T allocate(Supplier<T> work) {
    long before = thread.getCurrentThreadAllocatedBytes();
    @Nullable T result = work.get();
    bytes += thread.getCurrentThreadAllocatedBytes() - before;
    return result;
  }

  @Test
  void aJobThatFitsNowhereIsRefusedAtWhatTakesTheMost() {
    Dataset data = data(10, 784, 10);
    requireRefusal(run(Runs.sigmoids(784, 300, 10), ADAM), data, "/network");
    requireRefusal(
        run(Runs.sigmoids(20, 500, 3), SGD).batchSize(8000), data(8000, 20, 3), "/batchSize");
    requireRefusal(run(Runs.sigmoids(20, 3), SGD), data(60_000, 20, 3), "/dataset");
  }

  private void requireRefusal(Runs run, Dataset data, String pointer) {
    JobSpec spec =
        new JobSpec(Caption.NONE, run.spec(), SHORT, DataSpec.of(new DataOrigin.Inline(data)));
    long needed = JobMemory.of(spec, jobs.datasets).bytes();
    MemoryBudget tight = new MemoryBudget(needed, System::nanoTime);
    assertThatThrownBy(() -> new JobMemory(jobs.datasets, tight).requireRoom(spec))
        .isInstanceOfSatisfying(
            InvalidSpec.class,
            refusal ->
                assertThat(refusal.faults())
                    .singleElement()
                    .satisfies(
                        fault -> {
                          assertThat(fault.pointer()).isEqualTo(pointer);
                          assertThat(fault.kind()).isEqualTo(Fault.Kind.MEANINGLESS);
                          assertThat(fault.detail())
                              .contains(
                                  Long.toString(needed),
                                  Long.toString(tight.allowed(MemoryBudget.Use.JOB)));
                        }));
  }
}
