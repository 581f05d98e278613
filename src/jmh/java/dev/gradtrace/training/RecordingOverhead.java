package dev.gradtrace.training;

import dev.gradtrace.matrix.KernelChoice;
import java.util.Locale;

/**
 * What recording every metric of every layer costs: slices of one network's training alternate
 * between untraced and traced, so that whatever disturbs the machine or distinguishes one virtual
 * machine from the next disturbs both. For each workload a JSON line with the median of the ratios
 * of neighbours, and their quartiles, in percent.
 *
 * <p>Arguments as those of {@link PeerComparison}.
 */
public final class RecordingOverhead {

  /** Seconds of CPU, for each kind of step. */
  private static final double WARM_UP = 3;

  private static final int PAIRS = 60;

  /** Microseconds of CPU. */
  private static final double SLICE = 50_000;

  private RecordingOverhead() {}

  /** Prints the lines. */
  public static void main(String[] arguments) {
    KernelChoice kernel = KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    kernel.use();
    for (Workload workload : Workload.listed(arguments)) {
      System.out.println(line(kernel, workload));
    }
  }

  private static String line(KernelChoice kernel, Workload workload) {
    PooledSteps steps = new PooledSteps(workload);
    Timing.afterWarmUp(WARM_UP, n -> steps.run(true, n));
    Timing warm = Timing.afterWarmUp(WARM_UP, n -> steps.run(false, n));
    int updates = Math.max(1, (int) (SLICE / warm.cpu()));
    double[] untraced = new double[PAIRS];
    double[] traced = new double[PAIRS];
    double[] percent = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      // The second of a pair inherits what the first left in the caches: take turns in that, too.
      boolean tracedFirst = i % 2 == 1;
      double first = Timing.of(updates, n -> steps.run(tracedFirst, n)).cpu();
      double second = Timing.of(updates, n -> steps.run(!tracedFirst, n)).cpu();
      traced[i] = tracedFirst ? first : second;
      untraced[i] = tracedFirst ? second : first;
      percent[i] = 100 * (traced[i] / untraced[i] - 1);
    }
    return String.format(
        Locale.ROOT,
        "{\"workload\": \"%s\", \"kernel\": \"%s\", \"untraced_us\": %.4f, \"traced_us\": %.4f,"
            + " \"overhead_percent\": %.2f, \"quartiles_percent\": [%.2f, %.2f], \"pairs\": %d}",
        workload,
        kernel.label(),
        Timing.median(untraced),
        Timing.median(traced),
        Timing.median(percent),
        Timing.quantile(0.25, percent),
        Timing.quantile(0.75, percent),
        PAIRS);
  }
}
