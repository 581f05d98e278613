package dev.gradtrace.trace;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.training.Observed;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.Timing;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What distributions of every tensor at the default points add to a run: whole runs, traced and
 * evaluated as jobs are, alternate with and without them. For each workload a JSON line with the
 * median of the ratios of neighbours, and their quartiles, in percent of CPU.
 *
 * <p>Arguments as those of {@link dev.gradtrace.training.PeerComparison}.
 */
public final class DistributionOverhead {

  private static final DistributionPolicy EVERYTHING =
      new DistributionPolicy(List.of(Tensor.values()), DistributionPolicy.DEFAULT_POINTS);

  private static final int WARM_UP = 2;
  private static final int PAIRS = 11;
  private static final int STEPS = 5000;

  /** Bytes of the distributions of the last run. */
  private static long written;

  private DistributionOverhead() {}

  /** Prints the lines. */
  public static void main(String[] arguments) {
    KernelChoice kernel = KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    kernel.use();
    for (Workload workload : Workload.listed(arguments)) {
      System.out.println(line(kernel, workload));
    }
  }

  private static String line(KernelChoice kernel, Workload workload) {
    Split data = Split.of(workload.dataset().load()).scaledBy(Scaling.MIN_MAX);
    int perEpoch = TrainingRun.of(workload.spec(1), data).stepsPerEpoch();
    TrainingSpec spec = workload.spec((STEPS + perEpoch - 1) / perEpoch);
    double[] without = new double[PAIRS];
    double[] with = new double[PAIRS];
    double[] percent = new double[PAIRS];
    for (int i = -WARM_UP; i < PAIRS; i++) {
      // The second of a pair inherits what the first left in the caches: take turns in that, too.
      boolean countedFirst = Math.floorMod(i, 2) == 1;
      double first = run(spec, data, countedFirst ? EVERYTHING : DistributionPolicy.NONE);
      double second = run(spec, data, countedFirst ? DistributionPolicy.NONE : EVERYTHING);
      if (i >= 0) {
        with[i] = countedFirst ? first : second;
        without[i] = countedFirst ? second : first;
        percent[i] = 100 * (with[i] / without[i] - 1);
      }
    }
    return String.format(
        Locale.ROOT,
        "{\"workload\": \"%s\", \"kernel\": \"%s\", \"steps\": %d, \"without_ms\": %.1f,"
            + " \"with_ms\": %.1f, \"overhead_percent\": %.2f, \"quartiles_percent\": [%.2f, %.2f], \"bytes\": %d}",
        workload,
        kernel.label(),
        TrainingRun.of(spec, data).steps(),
        1e-3 * Timing.median(without),
        1e-3 * Timing.median(with),
        Timing.median(percent),
        Timing.quantile(0.25, percent),
        Timing.quantile(0.75, percent),
        written);
  }

  /** Microseconds of CPU of a whole run. */
  private static double run(TrainingSpec spec, Split data, DistributionPolicy policy) {
    return Timing.of(1, once -> drive(spec, data, policy)).cpu();
  }

  private static void drive(TrainingSpec spec, Split data, DistributionPolicy policy) {
    TrainingRun run = TrainingRun.of(spec, data);
    TraceRecorder trace = new TraceRecorder(spec.network(), TracePolicy.thinned());
    DistributionRecorder distributions =
        new DistributionRecorder(spec.network(), policy, run.steps());
    while (run.hasNext()) {
      Set<Observed> wanted = EnumSet.noneOf(Observed.class);
      long step = run.nextStep();
      if (trace.wants(step)) {
        wanted.add(Observed.STATISTICS);
      }
      if (distributions.wants(step)) {
        wanted.add(Observed.TENSORS);
      }
      TrainingEvent event = run.next(wanted);
      if (event instanceof Step taken) {
        if (taken.statistics() != null) {
          trace.record(taken);
        }
        distributions.record(taken);
      }
    }
    written =
        policy.of().stream()
            .mapToInt(of -> DistributionsFormat.part(distributions.snapshot(), of).length)
            .sum();
  }
}
