package dev.gradtrace.diagnosis.random;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.cases.Answer;
import dev.gradtrace.diagnosis.cases.JobJson;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.cases.Remedied;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains and diagnoses random jobs, and compares the verdicts with those of an independent judge of
 * what they learnt.
 */
public final class RandomJobs {

  /** Number of jobs with the same data. */
  private static final long JOBS_OF_DATA = 6;

  /** Score from which there is something to learn. */
  private static final double SOMETHING = 0.3;

  private static final double NOTHING = 0.1;

  private static final double ATTAINED = 0.85;

  /** Share of what can be learnt that a remedy must add. */
  private static final double GAIN = 0.1;

  private static final int LAST_EPOCHS = 5;
  private static final int ENOUGH = 60;
  private static final double HELD_BACK = 0.3;

  /** What the judge says of a run. */
  enum Learnt {
    /** Less than {@value RandomJobs#NOTHING} of what can be learnt. */
    NOTHING,
    SOME,
    /** At least {@value RandomJobs#ATTAINED} of what can be learnt. */
    ALL,
    /** As much, but with what a finding proposes it does better on samples held back. */
    IMPROVABLE,
    /** As much at its end, but less an epoch or some before: where it ended is chance. */
    UNSTEADY,
    /** The data hold little that can be learnt. */
    UNCLEAR;

    /**
     * @param score of the trained network, on the samples it learnt from
     * @param attainable that of the reference
     */
    static Learnt of(double score, double attainable) {
      if (attainable < SOMETHING) {
        return UNCLEAR;
      }
      return score < RandomJobs.NOTHING * attainable
          ? NOTHING
          : score < ATTAINED * attainable ? SOME : ALL;
    }
  }

  /**
   * A job, judged and diagnosed.
   *
   * @param rules that accuse the run
   * @param milliseconds that the diagnosis took
   */
  record Judged(long seed, Learnt learnt, String verdict, List<String> rules, double milliseconds) {

    private static final String TAB = "\t";

    static Judged ofLine(String line) {
      String[] cells = line.split(TAB, -1);
      return new Judged(
          Long.parseLong(cells[0]),
          Learnt.valueOf(cells[1]),
          cells[2],
          cells[3].isEmpty() ? List.of() : List.of(cells[3].split(" ")),
          Double.parseDouble(cells[4]));
    }

    String line() {
      return String.join(
          TAB,
          Long.toString(seed),
          learnt.name(),
          verdict,
          String.join(" ", rules),
          String.format(Locale.ROOT, "%.0f", milliseconds));
    }

    /** Whether it learnt nothing and is called healthy. */
    boolean isWronglyHealthy() {
      return learnt == Learnt.NOTHING && verdict.equals("healthy");
    }

    /**
     * Whether it learnt everything and is accused by a rule that is not about validation samples.
     */
    boolean isWronglyAccused() {
      return learnt == Learnt.ALL
          && !verdict.equals("healthy")
          && !rules.equals(List.of(Rule.OVERFITTING.label()));
    }
  }

  private final Map<Long, Judged> jobs = new ConcurrentSkipListMap<>();
  private final @Nullable Path file;
  private final PrintStream out;

  private RandomJobs(@Nullable Path file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  /** The jobs of {@code count} seeds from {@code first} on; errors are printed at once. */
  static RandomJobs of(long first, long count, PrintStream out) throws InterruptedException {
    RandomJobs all = new RandomJobs(null, out);
    all.judge(first, count, 1);
    return all;
  }

  /**
   * The same on several threads, with the same verdicts.
   *
   * @param file a line for each job that is done, in any order; those in it are not done again
   */
  static RandomJobs of(long first, long count, Path file, int threads, PrintStream out)
      throws IOException, InterruptedException {
    RandomJobs all = new RandomJobs(file, out);
    if (Files.exists(file)) {
      Files.readAllLines(file).stream()
          .map(Judged::ofLine)
          .filter(job -> job.seed() >= first && job.seed() < first + count)
          .forEach(job -> all.jobs.put(job.seed(), job));
    }
    all.judge(first, count, threads);
    return all;
  }

  /** Judges the jobs that are not done; those with the same data one after the other. */
  private void judge(long first, long count, int threads) throws InterruptedException {
    Map<Long, List<Long>> ofData =
        LongStream.range(first, first + count)
            .boxed()
            .filter(seed -> !jobs.containsKey(seed))
            .collect(
                Collectors.groupingBy(
                    seed -> seed / JOBS_OF_DATA, TreeMap::new, Collectors.toList()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Long>> tasks = new ArrayList<>();
      ofData.forEach((number, seeds) -> tasks.add(() -> judge(number, seeds)));
      for (Future<Long> task : pool.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private long judge(long number, List<Long> seeds) throws IOException {
    RandomData data = RandomData.draw(number);
    double best = Reference.of(data.dataset());
    for (long seed : seeds) {
      try {
        keep(judge(seed, data, best));
      } catch (RuntimeException failure) {
        throw new IllegalStateException("seed " + seed, failure);
      }
    }
    return number;
  }

  private synchronized void keep(Judged job) throws IOException {
    jobs.put(job.seed(), job);
    if (file != null) {
      Files.writeString(
          file, job.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private Judged judge(long seed, RandomData data, double best) {
    JobSpec job = RandomJob.draw(seed, data);
    ReadyJob ready = ReadyJob.of(job);
    Answer answer = ready.answer();
    Network network =
        new Network(ready.spec().network(), requireNonNull(answer.run().parameters()));
    double score = Score.of(network, ready.data().training());
    Judged judged =
        new Judged(
            seed,
            learnt(ready, answer, score, best),
            answer.verdict(),
            answer.said().stream().map(Rule::label).toList(),
            answer.diagnosisMilliseconds());
    if (judged.isWronglyHealthy() || judged.isWronglyAccused()) {
      write(judged, job, answer, String.format(Locale.ROOT, "score %.3f of %.3f", score, best));
    }
    return judged;
  }

  /** Of what its answers show; not all where the loss that was to fall ended above its start. */
  private static Learnt learnt(ReadyJob job, Answer answer, double score, double attainable) {
    Learnt shown = Learnt.of(score, attainable);
    if (shown != Learnt.ALL) {
      return shown;
    }
    List<EpochEnd> epochs = answer.run().curve().epochs();
    EpochEnd last = epochs.get(epochs.size() - 1);
    if (last.trainingLoss() > epochs.get(0).trainingLoss()) {
      return Learnt.SOME;
    }
    if (!isSteady(job, last.epoch(), attainable)) {
      return Learnt.UNSTEADY;
    }
    return isImprovable(job, answer, attainable) ? Learnt.IMPROVABLE : Learnt.ALL;
  }

  /** Whether a run had learnt all after each of its last epochs. */
  private static boolean isSteady(ReadyJob job, int epochs, double attainable) {
    int last = Math.min(LAST_EPOCHS, (epochs + 3) / 4);
    TrainingRun run = TrainingRun.of(job.spec(), job.data());
    while (run.hasNext()) {
      if (run.next() instanceof EpochEnd end && end.epoch() > epochs - last) {
        double score = Score.of(run.network(), job.data().training());
        if (Learnt.of(score, attainable) != Learnt.ALL) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a remedy helps the whole job, on samples that it does not learn from. */
  private static boolean isImprovable(ReadyJob job, Answer answer, double attainable) {
    Split data = job.data();
    boolean divides = data.validation() == null && data.training().samples() >= ENOUGH;
    Split judged = divides ? Split.of(data.training(), HELD_BACK, 1) : data;
    return Remedied.firstOf(new ReadyJob(job.spec(), judged), answer.diagnosis()).stream()
        .anyMatch(
            remedied ->
                remedied.helped()
                    || remedied.after().right() - remedied.before().right() > GAIN * attainable);
  }

  private synchronized void write(Judged judged, JobSpec job, Answer answer, String score) {
    out.printf(
        Locale.ROOT,
        "%s seed %d %s %s %s, %s%n   rules: %s%n   %s%n",
        judged.isWronglyHealthy() ? "HEALTHY?" : judged.isWronglyAccused() ? "ACCUSED?" : "job",
        judged.seed(),
        judged.learnt(),
        judged.verdict(),
        score,
        answer.course(),
        judged.rules(),
        JobJson.brief(job));
  }

  long wronglyHealthy() {
    return jobs.values().stream().filter(Judged::isWronglyHealthy).count();
  }

  long wronglyAccused() {
    return jobs.values().stream().filter(Judged::isWronglyAccused).count();
  }

  void write() {
    writeTable();
    writeRules("accusing those that learnt all", Judged::isWronglyAccused);
    writeRules("accusing those that learnt nothing", job -> job.learnt() == Learnt.NOTHING);
    writeTimes();
  }

  private void writeTable() {
    Set<String> verdicts = new TreeSet<>();
    jobs.values().forEach(job -> verdicts.add(job.verdict()));
    out.printf(Locale.ROOT, "%n%d jobs%n%-10s", jobs.size(), "learnt");
    verdicts.forEach(verdict -> out.printf(Locale.ROOT, " %10s", verdict));
    for (Learnt learnt : Learnt.values()) {
      out.printf(Locale.ROOT, "%n%-10s", learnt);
      for (String verdict : verdicts) {
        out.printf(
            Locale.ROOT,
            " %10d",
            jobs.values().stream()
                .filter(job -> job.learnt() == learnt && job.verdict().equals(verdict))
                .count());
      }
    }
    out.println();
  }

  private void writeRules(String title, Predicate<Judged> which) {
    Map<String, Integer> counts = new TreeMap<>();
    jobs.values().stream()
        .filter(which)
        .forEach(job -> job.rules().forEach(rule -> counts.merge(rule, 1, Integer::sum)));
    out.println(title + ": " + counts);
  }

  private void writeTimes() {
    List<Judged> slowest =
        jobs.values().stream().sorted(Comparator.comparing(job -> -job.milliseconds())).toList();
    out.printf(
        Locale.ROOT,
        "milliseconds of a diagnosis: mean %.0f, median %.0f, 99 %% %.0f%n",
        slowest.stream().mapToDouble(Judged::milliseconds).average().orElse(0),
        slowest.get(slowest.size() / 2).milliseconds(),
        slowest.get(slowest.size() / 100).milliseconds());
    slowest.stream().limit(5).forEach(job -> out.println("slowest: " + job.line()));
    jobs.values().stream()
        .filter(job -> job.isWronglyHealthy() || job.isWronglyAccused())
        .forEach(job -> out.println("wrong: " + job.line()));
  }

  /** Everything about one job, and the request for it with every row. */
  private void replay(long seed) {
    RandomData data = RandomData.draw(seed / JOBS_OF_DATA);
    JobSpec job = RandomJob.draw(seed, data);
    Answer answer = ReadyJob.of(job).answer();
    double best = Reference.of(data.dataset());
    write(judge(seed, data, best), job, answer, "of " + best);
    answer.explain(out);
    out.println(JobJson.whole(job));
  }

  /**
   * @param arguments {@code first count} of the seeds, a file that keeps what is done, and a number
   *     of threads (as many as processors unless given); or {@code seed} of one job to replay
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long first = Long.parseLong(arguments[0]);
    if (arguments.length == 1) {
      new RandomJobs(null, System.out).replay(first);
      return;
    }
    long count = Long.parseLong(arguments[1]);
    RandomJobs jobs =
        arguments.length == 2
            ? of(first, count, System.out)
            : of(first, count, Path.of(arguments[2]), threads(arguments), System.out);
    jobs.write();
  }

  private static int threads(String[] arguments) {
    return arguments.length > 3
        ? Integer.parseInt(arguments[3])
        : Runtime.getRuntime().availableProcessors();
  }
}
