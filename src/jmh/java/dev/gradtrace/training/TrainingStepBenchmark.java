package dev.gradtrace.training;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Kernels;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole training steps — forward, backward, update — in microseconds, without and with every layer
 * metric measured at every step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingStepBenchmark {

  /** Mini-batches cycled through, so that inputs do not stay in the first-level cache. */
  private static final int POOL = 100;

  private static final double RATE = 0.05;

  @Param({"W1", "W2", "W3", "W4b10", "W4b32", "W5", "W6"})
  Workload workload;

  private Descent descent;
  private Matrix[] inputs;
  private Matrix[] targets;
  private long step;

  /**
   * Shapes that people train: XOR, Nielsen's networks, a hundred layers, a wide and a small ReLU.
   */
  public enum Workload {
    W1(4, Elementwise.SIGMOID, 2, 3, 1),
    W2(10, Elementwise.SIGMOID, 784, 30, 10),
    W3(10, Elementwise.SIGMOID, 784, 100, 10),
    W4b10(10, Elementwise.SIGMOID, deep()),
    W4b32(32, Elementwise.SIGMOID, deep()),
    W5(128, Elementwise.RELU, 784, 512, 512, 10),
    W6(32, Elementwise.RELU, 64, 32, 32, 10);

    private final int samples;
    private final Activation hidden;
    private final int[] widths;

    Workload(int samples, Activation hidden, int... widths) {
      this.samples = samples;
      this.hidden = hidden;
      this.widths = widths;
    }

    private static int[] deep() {
      int[] widths = new int[102];
      Arrays.fill(widths, 30);
      widths[0] = 784;
      widths[101] = 10;
      return widths;
    }

    private NetworkSpec network() {
      boolean sigmoid = hidden == Elementwise.SIGMOID;
      Initializer weights =
          sigmoid
              ? Initializer.VarianceScaling.LECUN_NORMAL
              : Initializer.VarianceScaling.HE_NORMAL;
      Initializer biases = sigmoid ? new Initializer.Normal(0, 1) : Initializer.Constant.ZEROS;
      List<LayerSpec> layers = new ArrayList<>();
      for (int l = 1; l < widths.length; l++) {
        Activation output = sigmoid ? Elementwise.SIGMOID : new Softmax();
        Activation activation = l == widths.length - 1 ? output : hidden;
        layers.add(new LayerSpec(widths[l], activation, weights, biases, true));
      }
      return new NetworkSpec(widths[0], layers);
    }

    private TrainingSpec spec() {
      Cost cost =
          hidden == Elementwise.SIGMOID
              ? Cost.BINARY_CROSS_ENTROPY
              : Cost.CATEGORICAL_CROSS_ENTROPY;
      return new TrainingSpec(
          network(),
          cost,
          new Optimizer.Sgd(RATE, 0, false),
          0,
          null,
          new LearningRateSchedule.Constant(),
          samples,
          1,
          false,
          0,
          null,
          null);
    }
  }

  /** Inputs in [0, 1) of which half are 0, as pixels are; one-hot targets. */
  @Setup(Level.Trial)
  public void prepare() {
    Kernels.warmUp();
    descent = new Descent(workload.spec(), workload.samples, workload.samples * POOL);
    inputs = new Matrix[POOL];
    targets = new Matrix[POOL];
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    int outputs = workload.widths[workload.widths.length - 1];
    for (int k = 0; k < POOL; k++) {
      inputs[k] = Matrix.zeros(workload.widths[0], workload.samples);
      inputs[k].fillWith(() -> Math.max(0, random.uniform(-1, 1)));
      targets[k] = Matrix.zeros(outputs, workload.samples);
      for (int j = 0; j < workload.samples; j++) {
        targets[k].set(random.below(outputs), j, 1);
      }
    }
  }

  /** A step that nobody looks at. */
  @Benchmark
  public double untraced() {
    double loss = differentiate();
    descent.update(RATE, step);
    return loss;
  }

  /** A step with every metric of every layer. */
  @Benchmark
  public double traced() {
    double loss = differentiate();
    descent.observedUpdate(RATE, step);
    return loss + descent.statistics().costGradientLog10();
  }

  private double differentiate() {
    int k = (int) (step++ % POOL);
    descent.workspace().inputs().set(inputs[k]);
    descent.workspace().targets().set(targets[k]);
    return descent.differentiate();
  }
}
