package dev.gradtrace.training;

import dev.gradtrace.matrix.KernelChoice;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The line of this engine in a comparison with others that do the same steps: for each workload,
 * untraced and traced, a JSON line of CPU and wall microseconds per update.
 *
 * <p>Arguments: {@code vector} or {@code plain}, then a list of workloads such as {@code W2,W5};
 * without one, all.
 */
public final class PeerComparison {

  /** Seconds of CPU; a virtual machine compiles in them. */
  private static final double WARM_UP = 5;

  private static final int REPETITIONS = 7;

  /** Microseconds of CPU. */
  private static final double REPETITION = 200_000;

  private static final int FEWEST_UPDATES = 20;

  private PeerComparison() {}

  /** Prints the lines. */
  public static void main(String[] arguments) {
    KernelChoice kernel = KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    kernel.use();
    for (Workload workload : Workload.listed(arguments)) {
      System.out.println(line("gradtrace_" + kernel.label(), workload, false));
      System.out.println(line("gradtrace_" + kernel.label() + "_traced", workload, true));
    }
  }

  private static String line(String peer, Workload workload, boolean traced) {
    PooledSteps steps = new PooledSteps(workload);
    double yardstick = new Yardstick().nanoseconds();
    Timing warm = Timing.afterWarmUp(WARM_UP, n -> steps.run(traced, n));
    int updates = Math.max(FEWEST_UPDATES, (int) (REPETITION / warm.cpu()));
    double[] cpu = new double[REPETITIONS];
    double[] wall = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      Timing timing = Timing.of(updates, n -> steps.run(traced, n));
      cpu[i] = timing.cpu();
      wall[i] = timing.wall();
    }
    double perSecond = 1e6 / Timing.median(cpu);
    return String.format(
        Locale.ROOT,
        "{\"peer\": \"%s\", \"workload\": \"%s\", \"threads\": \"1\", \"load1\": %.2f,"
            + " \"calib_ns\": %.2f, \"cpu_us\": %.4f, \"cpu_min_us\": %.4f, \"cpu_max_us\": %.4f,"
            + " \"wall_us\": %.4f, \"wall_min_us\": %.4f, \"updates_s\": %.2f,"
            + " \"samples_s\": %.1f, \"reps\": %d, \"updates_per_rep\": %d}",
        peer,
        workload,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        yardstick,
        Timing.median(cpu),
        Timing.quantile(0, cpu),
        Timing.quantile(1, cpu),
        Timing.median(wall),
        Timing.quantile(0, wall),
        perSecond,
        perSecond * workload.samples(),
        REPETITIONS,
        updates);
  }
}
