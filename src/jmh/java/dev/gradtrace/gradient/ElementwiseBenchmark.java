package dev.gradtrace.gradient;

import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The passes of a layer that touch every unit of every sample once, in microseconds per batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {

  @Param({"VECTOR", "PLAIN"})
  KernelChoice kernel;

  @Param({"sigmoid", "tanh", "relu", "gelu", "silu", "softmax"})
  String activation;

  /** Units × samples: 300, 3200 and 65536 elements. */
  @Param({"30x10", "100x32", "512x128"})
  String batch;

  private Activation function;
  private Cost cost;
  private Workspace pass;

  /** z as wide as a healthy layer has it, one-hot targets. */
  @Setup
  public void prepare() {
    kernel.use();
    String[] sizes = batch.split("x");
    int units = Integer.parseInt(sizes[0]);
    int samples = Integer.parseInt(sizes[1]);
    function =
        activation.equals("softmax")
            ? new Softmax()
            : Elementwise.valueOf(activation.toUpperCase(Locale.ROOT));
    cost =
        switch (activation) {
          case "sigmoid" -> Cost.BINARY_CROSS_ENTROPY;
          case "softmax" -> Cost.CATEGORICAL_CROSS_ENTROPY;
          default -> Cost.MEAN_SQUARED_ERROR;
        };
    pass = Workspace.of(new NetworkSpec(units, List.of(LayerSpec.of(units, function))), samples);
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    pass.output().z().fillWith(() -> 2 * random.gaussian());
    pass.output().activationGradient().fillWith(random::gaussian);
    for (int j = 0; j < samples; j++) {
      pass.targets().set(random.below(units), j, 1);
    }
    value();
  }

  /** a = σ(z) and σ′(z). */
  @Benchmark
  public LayerPass value() {
    LayerPass layer = pass.output();
    function.apply(layer.z(), layer.a(), layer.slope());
    return layer;
  }

  /** δ = Jσ(z)ᵀ·∂C/∂a. */
  @Benchmark
  public LayerPass pullBack() {
    LayerPass layer = pass.output();
    layer.pullBack(function);
    return layer;
  }

  /** The cost that suits the activation: cross-entropy from the logits, else squared error. */
  @Benchmark
  public double[] losses() {
    cost.losses(function, pass.output(), pass.targets(), pass.losses());
    return pass.losses();
  }
}
