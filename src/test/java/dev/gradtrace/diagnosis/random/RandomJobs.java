package dev.gradtrace.diagnosis.random;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.cases.Answer;
import dev.gradtrace.diagnosis.cases.JobJson;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Network;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

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

  /** The judgement of a run. */
  enum Learnt {
    /** Less than {@value RandomJobs#NOTHING} of what can be learnt. */
    NOTHING,
    SOME,
    /** At least {@value RandomJobs#ATTAINED} of what can be learnt. */
    ALL,
    /** The data have little that can be learnt. */
    UNCLEAR
  }

  /**
   * A job, judged and diagnosed.
   *
   * @param score score of the trained network on its training samples
   * @param attainable score of the reference
   */
  record Judged(long seed, JobSpec job, double score, double attainable, Answer answer) {

    Learnt learnt() {
      if (attainable < SOMETHING) {
        return Learnt.UNCLEAR;
      }
      return score < RandomJobs.NOTHING * attainable
          ? Learnt.NOTHING
          : score < ATTAINED * attainable ? Learnt.SOME : Learnt.ALL;
    }

    /** Whether it learnt nothing and is called healthy. */
    boolean isWronglyHealthy() {
      return learnt() == Learnt.NOTHING && answer.verdict().equals("healthy");
    }

    /**
     * Whether it learnt everything and is accused by a rule that is not about validation samples.
     */
    boolean isWronglyAccused() {
      return learnt() == Learnt.ALL
          && !answer.verdict().equals("healthy")
          && !answer.said().equals(Set.of(Rule.OVERFITTING));
    }

    void write(PrintStream out, String mark) {
      out.printf(
          Locale.ROOT,
          "%s seed %d %s %s score %.3f of %.3f, %s%n   rules: %s%n   %s%n",
          mark,
          seed,
          learnt(),
          answer.verdict(),
          score,
          attainable,
          answer.course(),
          answer.rules(Set.of()),
          JobJson.brief(job));
    }
  }

  private final List<Judged> jobs;

  private RandomJobs(List<Judged> jobs) {
    this.jobs = jobs;
  }

  /** The jobs of {@code count} seeds from {@code first} on; errors are printed at once. */
  static RandomJobs of(long first, long count, PrintStream out) {
    Map<Long, Double> attainable = new ConcurrentHashMap<>();
    return new RandomJobs(
        LongStream.range(first, first + count)
            .parallel()
            .mapToObj(seed -> judge(seed, attainable))
            .peek(job -> writeIfWrong(job, out))
            .toList());
  }

  private static void writeIfWrong(Judged job, PrintStream out) {
    synchronized (out) {
      if (job.isWronglyHealthy()) {
        job.write(out, "HEALTHY?");
      } else if (job.isWronglyAccused()) {
        job.write(out, "ACCUSED?");
      }
    }
  }

  private static Judged judge(long seed, Map<Long, Double> attainable) {
    RandomData data = RandomData.draw(seed / JOBS_OF_DATA);
    JobSpec job = RandomJob.draw(seed, data);
    ReadyJob ready = ReadyJob.of(job);
    Answer answer = ready.answer();
    double best =
        attainable.computeIfAbsent(
            seed / JOBS_OF_DATA, number -> Reference.of(ready.data().training()));
    Network network =
        new Network(ready.spec().network(), requireNonNull(answer.run().parameters()));
    double score = Score.of(network, ready.data().training());
    return new Judged(seed, job, score, best, answer);
  }

  long wronglyHealthy() {
    return jobs.stream().filter(Judged::isWronglyHealthy).count();
  }

  void write(PrintStream out) {
    writeTable(out);
    writeRules(out, "accusing those that learnt all", Judged::isWronglyAccused);
    writeRules(out, "accusing those that learnt nothing", job -> job.learnt() == Learnt.NOTHING);
    writeTimes(out);
  }

  private void writeTable(PrintStream out) {
    Set<String> verdicts = new TreeSet<>();
    jobs.forEach(job -> verdicts.add(job.answer().verdict()));
    out.printf(Locale.ROOT, "%n%d jobs%n%-10s", jobs.size(), "learnt");
    verdicts.forEach(verdict -> out.printf(Locale.ROOT, " %10s", verdict));
    for (Learnt learnt : Learnt.values()) {
      out.printf(Locale.ROOT, "%n%-10s", learnt);
      for (String verdict : verdicts) {
        out.printf(
            Locale.ROOT,
            " %10d",
            jobs.stream()
                .filter(job -> job.learnt() == learnt && job.answer().verdict().equals(verdict))
                .count());
      }
    }
    out.println();
  }

  private void writeRules(PrintStream out, String title, Predicate<Judged> which) {
    Map<String, Integer> counts = new TreeMap<>();
    jobs.stream()
        .filter(which)
        .forEach(job -> job.answer().said().forEach(r -> counts.merge(r.label(), 1, Integer::sum)));
    out.println(title + ": " + counts);
  }

  private void writeTimes(PrintStream out) {
    double[] diagnosis =
        jobs.stream().mapToDouble(job -> job.answer().diagnosisMilliseconds()).sorted().toArray();
    out.printf(
        Locale.ROOT,
        "milliseconds: training %.0f, diagnosis %.0f (median %.0f, 99 %% %.0f, most %.0f)%n",
        jobs.stream().mapToDouble(job -> job.answer().trainingMilliseconds()).average().orElse(0),
        Arrays.stream(diagnosis).average().orElse(0),
        diagnosis[diagnosis.length / 2],
        diagnosis[diagnosis.length * 99 / 100],
        diagnosis[diagnosis.length - 1]);
    out.println(
        "slowest: "
            + jobs.stream()
                .sorted(Comparator.comparing((Judged job) -> -job.answer().diagnosisMilliseconds()))
                .limit(5)
                .map(job -> "seed " + job.seed())
                .toList());
  }

  /** Prints all details of a job, and its request with all rows. */
  private static void replay(long seed, PrintStream out) {
    Judged one = judge(seed, new ConcurrentHashMap<>());
    one.write(out, "replayed");
    one.answer().explain(out);
    out.println(JobJson.whole(one.job()));
  }

  /**
   * @param arguments {@code first count} for a range of seeds, or {@code seed} for the details of
   *     one job
   */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    if (arguments.length == 1) {
      replay(first, System.out);
    } else {
      of(first, Long.parseLong(arguments[1]), System.out).write(System.out);
    }
  }
}
