package dev.gradtrace.matrix;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * The three products of a layer, for the layers of the workloads of {@code TrainingStepBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductsBenchmark {

  @Param({"VECTOR", "PLAIN"})
  KernelChoice kernel;

  /** Units × inputs of the layer × samples of the batch. */
  @Param({
    "3x2x4",
    "30x784x10",
    "10x30x10",
    "100x784x10",
    "30x30x10",
    "30x784x32",
    "30x30x32",
    "512x784x128",
    "512x512x128",
    "10x512x128",
    "32x64x32",
    "32x32x32"
  })
  String layer;

  private Matrix weights;
  private Matrix inputs;
  private Matrix delta;
  private Matrix preactivations;
  private Matrix inputGradient;
  private Matrix weightGradient;

  /** Shown as GFLOP/s: a multiply-add counts as two operations. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {

    /** Per microsecond, thousands of operations are billions per second. */
    public double gflops;
  }

  /** Fills the factors; what a layer has computed before lies in the caches, as it does there. */
  @Setup
  public void prepare() {
    kernel.use();
    String[] sizes = layer.split("x");
    int units = Integer.parseInt(sizes[0]);
    int fanIn = Integer.parseInt(sizes[1]);
    int samples = Integer.parseInt(sizes[2]);
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    weights = Matrix.zeros(units, fanIn);
    weights.fillWith(random::gaussian);
    inputs = Matrix.zeros(fanIn, samples);
    inputs.fillWith(random::uniform);
    delta = Matrix.zeros(units, samples);
    delta.fillWith(random::gaussian);
    preactivations = Matrix.zeros(units, samples);
    inputGradient = Matrix.zeros(fanIn, samples);
    weightGradient = Matrix.zeros(units, fanIn);
  }

  /** z = W·a. */
  @Benchmark
  public Matrix forward(Work work) {
    preactivations.setProduct(weights, inputs);
    return counted(preactivations, work);
  }

  /** ∂C/∂a = Wᵀ·δ. */
  @Benchmark
  public Matrix backward(Work work) {
    inputGradient.setProduct(weights.transposed(), delta);
    return counted(inputGradient, work);
  }

  /** ∂C/∂W = δ·aᵀ/m. */
  @Benchmark
  public Matrix gradient(Work work) {
    weightGradient.setProduct(1.0 / inputs.columns(), delta, inputs.transposed());
    return counted(weightGradient, work);
  }

  private Matrix counted(Matrix product, Work work) {
    work.gflops += 2e-3 * weights.size() * inputs.columns();
    return product;
  }
}
