package dev.gradtrace.training;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Microseconds that a repetition took: of CPU in its thread, which is the robust figure where cores
 * are shared, and by the clock.
 */
public record Timing(double cpu, double wall) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Long enough for the resolution of the CPU clock to vanish. */
  private static final double LONG_ENOUGH = 20_000;

  /**
   * Times so many repetitions.
   *
   * @param work does as many as it is told
   */
  public static Timing of(int repetitions, IntConsumer work) {
    long wall = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    work.accept(repetitions);
    double cpuMicros = 1e-3 * (THREADS.getCurrentThreadCpuTime() - cpu);
    double wallMicros = 1e-3 * (System.nanoTime() - wall);
    return new Timing(cpuMicros / repetitions, wallMicros / repetitions);
  }

  /** Works for so long that the compiler is done, and tells what a repetition took at the end. */
  public static Timing afterWarmUp(double seconds, IntConsumer work) {
    double left = 1e6 * seconds;
    int repetitions = 1;
    Timing last;
    do {
      last = of(repetitions, work);
      left -= last.cpu * repetitions;
      repetitions *= last.cpu * repetitions < LONG_ENOUGH ? 2 : 1;
    } while (left > 0);
    return last;
  }

  /** The middle one. */
  public static double median(double... values) {
    return quantile(0.5, values);
  }

  /** The value below which a share of the values lies. */
  public static double quantile(double share, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
