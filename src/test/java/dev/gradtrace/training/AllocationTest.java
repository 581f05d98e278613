package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int STEPS = 1000;

  /** Compiled by then, so that nothing that only the interpreter boxes is counted. */
  private static final int WARM_UP = 3000;

  /** The compiler may still replace a method in one of them, which costs some bytes once. */
  private static final int WINDOWS = 5;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aSteadyStateStepAllocatesNothing() {
    assertThat(bytesAllocated(false)).isZero();
  }

  @Test
  void norDoesAnObservedOne() {
    assertThat(bytesAllocated(true)).isZero();
  }

  private long bytesAllocated(boolean observed) {
    Split data = data((WARM_UP + WINDOWS * STEPS) * 4 + 8);
    TrainingSpec spec = Runs.xor().network(Runs.sigmoids(13, 17, 11, 3)).batchSize(4).spec();
    TrainingRun run = TrainingRun.of(spec, data);
    while (!(run.next() instanceof Step)) {}
    advance(run, WARM_UP, observed);
    long least = Long.MAX_VALUE;
    for (int window = 0; window < WINDOWS; window++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      advance(run, STEPS, observed);
      least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static void advance(TrainingRun run, int steps, boolean observed) {
    for (int i = 0; i < steps; i++) {
      if (observed) {
        run.nextObserved();
      } else {
        run.next();
      }
    }
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
