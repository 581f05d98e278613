package dev.gradtrace.training;

import dev.gradtrace.matrix.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * How much more two jobs get done at a time than one, beside how much more the machine does when
 * nothing but its cores is asked for. Everything takes turns; a JSON line for each workload has the
 * medians of the rounds.
 *
 * <p>Arguments as those of {@link PeerComparison}.
 */
public final class ConcurrentJobs {

  private static final int JOBS = 2;

  private static final int ROUNDS = 7;

  /** Nanoseconds by the clock. */
  private static final long WINDOW = 1_000_000_000;

  private static final double WARM_UP = 3;

  private ConcurrentJobs() {}

  /** Prints the lines. */
  public static void main(String[] arguments) throws Exception {
    KernelChoice kernel = KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    kernel.use();
    ExecutorService workers = Executors.newFixedThreadPool(JOBS);
    try {
      for (Workload workload : Workload.listed(arguments)) {
        System.out.println(line(workers, kernel, workload));
      }
    } finally {
      workers.shutdown();
    }
  }

  private static String line(ExecutorService workers, KernelChoice kernel, Workload workload)
      throws Exception {
    List<IntConsumer> jobs = new ArrayList<>();
    List<IntConsumer> loops = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      TrainingRun run = TrainingRun.of(workload.spec(Integer.MAX_VALUE), workload.data());
      jobs.add(steps -> advance(run, steps));
      loops.add(new Yardstick()::run);
      Timing.afterWarmUp(WARM_UP, jobs.get(i));
    }
    int steps = Math.max(1, (int) (1000 / Timing.afterWarmUp(0.1, jobs.get(0)).wall()));
    double[] one = new double[ROUNDS];
    double[] gain = new double[ROUNDS];
    double[] machine = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = perSecond(workers, jobs.subList(0, 1), steps);
      gain[round] = perSecond(workers, jobs, steps) / one[round];
      machine[round] =
          perSecond(workers, loops, 1_000_000) / perSecond(workers, loops.subList(0, 1), 1_000_000);
    }
    return String.format(
        Locale.ROOT,
        "{\"workload\": \"%s\", \"kernel\": \"%s\", \"steps_s\": %.1f, \"gain\": %.3f,"
            + " \"machine_gain\": %.3f, \"jobs\": %d, \"rounds\": %d}",
        workload,
        kernel.label(),
        Timing.median(one),
        Timing.median(gain),
        Timing.median(machine),
        JOBS,
        ROUNDS);
  }

  /** Observed steps; the evaluations between epochs come on top, as in any job. */
  private static void advance(TrainingRun run, int steps) {
    for (int i = 0; i < steps; ) {
      i += run.nextObserved() instanceof Step ? 1 : 0;
    }
  }

  /** Repetitions per second of all workers together. */
  private static double perSecond(ExecutorService workers, List<IntConsumer> work, int portion)
      throws Exception {
    long start = System.nanoTime();
    List<Future<Double>> rates = new ArrayList<>();
    for (IntConsumer one : work) {
      rates.add(
          workers.submit(
              () -> {
                long done = 0;
                long now;
                do {
                  one.accept(portion);
                  done += portion;
                  now = System.nanoTime();
                } while (now - start < WINDOW);
                return 1e9 * done / (now - start);
              }));
    }
    double sum = 0;
    for (Future<Double> rate : rates) {
      sum += rate.get();
    }
    return sum;
  }
}
