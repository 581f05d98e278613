package dev.gradtrace.job;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.TrainingData;
import dev.gradtrace.job.worker.Journal;
import dev.gradtrace.job.worker.Past;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.Timing;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What keeping a run costs it: jobs with their store, and the same runs recorded as theirs are but
 * kept nowhere, in turns. For each workload a JSON line with the median of the ratios of their CPU
 * time in the thread that trains, and its quartiles.
 *
 * <p>Arguments as those of {@link dev.gradtrace.training.PeerComparison}, and {@link StoredRuns}.
 */
public final class StoreOverhead {

  /** Microseconds of CPU. */
  private static final double RUN = 20_000_000;

  /** Seconds of CPU. */
  private static final double WARM_UP = 4;

  private static final int PAIRS = 5;

  private StoreOverhead() {}

  /** Prints the lines. */
  public static void main(String[] arguments) throws Exception {
    KernelChoice kernel = KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    kernel.use();
    try (StoredRuns runs = StoredRuns.in(arguments)) {
      for (Workload workload : Workload.listed(arguments)) {
        System.out.println(line(runs, kernel, workload));
      }
    }
  }

  private static String line(StoredRuns runs, KernelChoice kernel, Workload workload) {
    double epoch =
        Timing.afterWarmUp(WARM_UP, epochs -> runBare(runs, spec(workload, epochs))).cpu();
    JobSpec spec = spec(workload, Math.max(1, (int) (RUN / epoch)));
    runs.run(spec);
    double[] percent = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      boolean keptFirst = i % 2 == 1;
      Timing first = Timing.of(1, once -> run(runs, spec, keptFirst));
      Timing second = Timing.of(1, once -> run(runs, spec, !keptFirst));
      Timing kept = keptFirst ? first : second;
      Timing bare = keptFirst ? second : first;
      percent[i] = 100 * (kept.cpu() / bare.cpu() - 1);
    }
    return String.format(
        Locale.ROOT,
        "{\"workload\": \"%s\", \"kernel\": \"%s\", \"epochs\": %d, \"overhead_percent\": %.2f,"
            + " \"quartiles_percent\": [%.2f, %.2f], \"pairs\": %d}",
        workload,
        kernel.label(),
        spec.training().epochs(),
        Timing.median(percent),
        Timing.quantile(0.25, percent),
        Timing.quantile(0.75, percent),
        PAIRS);
  }

  private static void run(StoredRuns runs, JobSpec spec, boolean kept) {
    if (kept) {
      runs.run(spec);
    } else {
      runBare(runs, spec);
    }
  }

  private static void runBare(StoredRuns runs, JobSpec spec) {
    Split data = TrainingData.load(spec, runs.datasets).scaledBy(spec.data().scaling());
    TrainingRun run = TrainingRun.of(spec.training(), data);
    Past nothing = new Past(1, -1, List.of(), Duration.ZERO);
    Journal journal = new Journal(spec, run, data, runs.clock, Jobs.UNWATCHED, nothing);
    while (run.hasNext()) {
      journal.record(run.next(journal.wanted(run.nextStep())));
    }
  }

  private static JobSpec spec(Workload workload, int epochs) {
    return StoredRuns.spec(workload, epochs, TracePolicy.thinned());
  }
}
