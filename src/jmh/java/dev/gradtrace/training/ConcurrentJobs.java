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
 * How much more two jobs get done at a time than one: by the clock, beside how much more the
 * machine does when nothing but its cores is asked for; and per second of CPU, which does not see
 * who else uses the machine. Everything takes turns; a JSON line for each workload has the medians
 * of the rounds.
 *
 * <p>Arguments as those of {@link PeerComparison}.
 */
public final class ConcurrentJobs {

  private static final int JOBS = 2;

  private static final int ROUNDS = 7;

  /** Microseconds by the clock. */
  private static final double WINDOW = 1_000_000;

  /** Of the loop that asks for a core only: about a millisecond. */
  private static final int LINKS = 1_000_000;

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
    double[] cpuGain = new double[ROUNDS];
    double[] machineGain = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Timing alone = together(workers, jobs.subList(0, 1), steps);
      Timing both = together(workers, jobs, steps);
      Timing loop = together(workers, loops.subList(0, 1), LINKS);
      Timing bothLoops = together(workers, loops, LINKS);
      one[round] = 1e6 / alone.wall();
      gain[round] = alone.wall() / both.wall();
      cpuGain[round] = JOBS * alone.cpu() / both.cpu();
      machineGain[round] = loop.wall() / bothLoops.wall();
    }
    return String.format(
        Locale.ROOT,
        "{\"workload\": \"%s\", \"kernel\": \"%s\", \"steps_s\": %.1f, \"gain\": %.3f,"
            + " \"cpu_gain\": %.3f, \"machine_gain\": %.3f, \"jobs\": %d, \"rounds\": %d}",
        workload,
        kernel.label(),
        Timing.median(one),
        Timing.median(gain),
        Timing.median(cpuGain),
        Timing.median(machineGain),
        JOBS,
        ROUNDS);
  }

  /** Observed steps; the evaluations between epochs come on top, as in any job. */
  private static void advance(TrainingRun run, int steps) {
    for (int i = 0; i < steps; ) {
      i += run.nextObserved() instanceof Step ? 1 : 0;
    }
  }

  /** What a repetition takes when all do theirs at the same time: of CPU, and till the next. */
  private static Timing together(ExecutorService workers, List<IntConsumer> work, int portion)
      throws Exception {
    List<Future<Timing>> timings = new ArrayList<>();
    for (IntConsumer one : work) {
      timings.add(workers.submit(() -> forAWindow(one, portion)));
    }
    double perMicrosecond = 0;
    double cpu = 0;
    for (Future<Timing> timing : timings) {
      perMicrosecond += 1 / timing.get().wall();
      cpu += timing.get().cpu() / work.size();
    }
    return new Timing(cpu, 1 / perMicrosecond);
  }

  private static Timing forAWindow(IntConsumer work, int portion) {
    double cpu = 0;
    double wall = 0;
    int portions = 0;
    for (; wall * portion < WINDOW; portions++) {
      Timing timing = Timing.of(portion, work);
      cpu += timing.cpu();
      wall += timing.wall();
    }
    return new Timing(cpu / portions, wall / portions);
  }
}
