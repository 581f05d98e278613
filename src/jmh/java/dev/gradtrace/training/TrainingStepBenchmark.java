package dev.gradtrace.training;

import dev.gradtrace.matrix.KernelChoice;
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
 * metric recorded at every step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingStepBenchmark {

  @Param("VECTOR")
  KernelChoice kernel;

  @Param({"W1", "W2", "W3", "W4b10", "W4b32", "W5", "W6", "W7", "W8"})
  Workload workload;

  private PooledSteps steps;

  /** A new network. */
  @Setup(Level.Trial)
  public void prepare() {
    kernel.use();
    steps = new PooledSteps(workload);
  }

  /** A step that nobody looks at. */
  @Benchmark
  public double untraced() {
    return steps.untraced();
  }

  /** A step of which every metric of every layer is kept. */
  @Benchmark
  public double traced() {
    return steps.traced();
  }
}
