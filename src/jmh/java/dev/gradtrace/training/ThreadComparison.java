package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.TargetCoding;
import dev.gradtrace.matrix.KernelChoice;
import dev.gradtrace.network.Network;
import dev.gradtrace.parallel.SpareThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What spare threads gain: for each workload wall microseconds per traced update, and per
 * evaluation of 60 000 samples, with one thread and with more, in alternating rounds of one JVM,
 * the median of the rounds' ratios, and beside it what the machine gains by as many threads with a
 * loop that needs nothing but a core.
 *
 * <p>Arguments: {@code vector} or {@code plain}, then a list of workloads such as {@code W2,W5}.
 * The system property {@code threads} is how many compute with spare ones, 2 unless set.
 */
public final class ThreadComparison {

  private static final int THREADS = Integer.getInteger("threads", 2);

  private static final double WARM_UP_SECONDS = 3;

  private static final int ROUNDS = 21;

  /** Microseconds. */
  private static final double ROUND = 200_000;

  private static final int SAMPLES = 60_000;

  /** Multiply-adds in a chain, about 50 ms. */
  private static final int LINKS = 40_000_000;

  private ThreadComparison() {}

  /** Prints the lines. */
  public static void main(String[] arguments) throws Exception {
    KernelChoice.valueOf(arguments[0].toUpperCase(Locale.ROOT)).use();
    ExecutorService loops = Executors.newFixedThreadPool(THREADS);
    try (SpareThreads spare = new SpareThreads(THREADS, System::nanoTime).use()) {
      spare.change(THREADS);
      for (Workload workload : Workload.listed(arguments)) {
        PooledSteps steps = new PooledSteps(workload);
        compare(workload + ", update", n -> steps.run(true, n), spare, loops);
        compare(workload + ", evaluation", evaluation(workload), spare, loops);
      }
    } finally {
      loops.shutdown();
    }
  }

  /** Evaluations of the training samples, repeated until they are many. */
  private static IntConsumer evaluation(Workload workload) {
    Dataset few = workload.data().training();
    int[] repeated = IntStream.range(0, SAMPLES).map(i -> i % few.samples()).toArray();
    Dataset many =
        Dataset.of(
            "repeated",
            "",
            few.inputs().select(repeated),
            TargetCoding.recognise(few.targets().select(repeated)));
    TrainingSpec spec = workload.spec(1);
    Evaluation evaluation = new Evaluation(spec, Split.of(many));
    Network network = new Network(spec.network(), spec.initialParameters());
    return n -> {
      for (int i = 0; i < n; ) {
        if (evaluation.advance(network)) {
          evaluation.finish(0, 0, 0);
          i++;
        }
      }
    };
  }

  /**
   * @param work does as many repetitions as it is told
   * @param spare of whose threads all have users
   */
  private static void compare(
      String name, IntConsumer work, SpareThreads spare, ExecutorService loops) throws Exception {
    Timing warm = Timing.afterWarmUp(WARM_UP_SECONDS, work);
    loop(loops, 1);
    int updates = Math.max(1, (int) (ROUND / warm.wall()));
    double[] alone = new double[ROUNDS];
    double[] helped = new double[ROUNDS];
    double[] gain = new double[ROUNDS];
    double[] machineGain = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      alone[i] = Timing.of(updates, work).wall();
      spare.change(1 - THREADS);
      helped[i] = Timing.of(updates, work).wall();
      spare.change(THREADS - 1);
      gain[i] = alone[i] / helped[i];
      machineGain[i] = THREADS * loop(loops, 1) / loop(loops, THREADS);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: 1 thread %.2f us, %d threads %.2f us, gain %.3f (quartiles %.3f, %.3f),"
            + " of the machine %.3f%n",
        name,
        Timing.median(alone),
        THREADS,
        Timing.median(helped),
        Timing.median(gain),
        Timing.quantile(0.25, gain),
        Timing.quantile(0.75, gain),
        Timing.median(machineGain));
  }

  /** Microseconds that so many chains take side by side. */
  private static double loop(ExecutorService loops, int count) throws Exception {
    List<Callable<Object>> chains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chains.add(Executors.callable(() -> new Yardstick().run(LINKS)));
    }
    long began = System.nanoTime();
    for (Future<Object> chain : loops.invokeAll(chains)) {
      chain.get();
    }
    return 1e-3 * (System.nanoTime() - began);
  }
}
