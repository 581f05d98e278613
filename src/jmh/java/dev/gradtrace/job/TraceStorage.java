package dev.gradtrace.job;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TraceFormat;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.Timing;
import dev.gradtrace.training.Workload;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The trace of a hundred hidden layers at 500 steps with every metric: the bytes it takes, and the
 * milliseconds to write a report with it, to read it, and to read two metrics of three layers:
 * medians, of CPU in the thread and by the clock.
 *
 * <p>Arguments as those of {@link StoreOverhead}; the second is not used.
 */
public final class TraceStorage {

  private static final Workload DEEP = Workload.W4b10;
  private static final int EPOCHS = 3;
  private static final int STEPS = 500;
  private static final int ROUNDS = 60;

  private TraceStorage() {}

  /** Prints the line. */
  public static void main(String[] arguments) throws Exception {
    KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT)).use();
    try (StoredRuns runs = StoredRuns.in(arguments)) {
      System.out.println(line(runs));
    }
  }

  private static String line(StoredRuns runs) {
    JobSpec spec = StoredRuns.spec(DEEP, EPOCHS, TracePolicy.every(1));
    NetworkSpec network = spec.training().network();
    String recorded = runs.run(spec);
    GradientTrace trace = runs.store.trace(recorded, TraceSelection.all(network)).between(1, STEPS);
    int bytes =
        TraceFormat.header(trace).length
            + Stream.of(Metric.values())
                .mapToInt(metric -> TraceFormat.column(trace, metric).length)
                .sum();

    Claim claim = runs.claim(spec);
    String id = claim.id();
    Recording recording =
        new Recording(
            runs.store.lossCurve(recorded),
            trace,
            Distributions.empty(DistributionSelection.all(List.of(), network)),
            CurvatureSeries.EMPTY,
            runs.store.model(recorded));
    Report report =
        new Report(runs.clock.instant(), claim.job().progress(), 2, List.of(), recording, null);
    TraceSelection slice =
        new TraceSelection(
            List.of(Metric.BIAS_GRADIENT_NORM, Metric.SATURATED_FRACTION), List.of(1, 50, 100));
    return String.format(
        Locale.ROOT,
        "{\"layers\": %d, \"steps\": %d, \"metrics\": %d, \"bytes\": %d, \"bytes_per_number\":"
            + " %.2f, \"write_ms\": %s, \"read_ms\": %s, \"slice_ms\": %s}",
        network.depth(),
        trace.size(),
        Metric.values().length,
        bytes,
        (double) bytes / network.depth() / trace.size() / Metric.values().length,
        median(() -> runs.store.report(claim, report)),
        median(() -> runs.store.trace(id, TraceSelection.all(network))),
        median(() -> runs.store.trace(id, slice)));
  }

  /** Of the second half of the rounds: the first is for the compiler. */
  private static String median(Runnable work) {
    double[] cpu = new double[ROUNDS / 2];
    double[] wall = new double[ROUNDS / 2];
    for (int i = 0; i < ROUNDS; i++) {
      Timing timing = Timing.of(1, once -> work.run());
      cpu[i % cpu.length] = 1e-3 * timing.cpu();
      wall[i % wall.length] = 1e-3 * timing.wall();
    }
    return String.format(Locale.ROOT, "[%.1f, %.1f]", Timing.median(cpu), Timing.median(wall));
  }
}
