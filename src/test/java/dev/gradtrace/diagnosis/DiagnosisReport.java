package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.cases.Remedied;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Diagnoses many generated jobs, and reports how often the diagnosis was right. */
final class DiagnosisReport {

  /** Text of the document before the figures. */
  private static final String HEAD =
      """
      # Diagnosis

      `GET /v1/training-jobs/{id}/diagnosis` asks every rule what it says of a run, and what that comes to.

      ## Verdicts

      | `verdict` | when |
      |---|---|
      | `faulty` | a finding is a warning or an error |
      | `healthy` | nothing is wrong, the run reaches what can be attained, and a longer run would not change that: both measured |
      | `undecided` | neither was shown: the run struggles and no cause was found, the data show nothing to learn, or what would show it was not tried |

      `attainment` is the measure: the accuracy or loss of the run, that of the best of a few learners that are trained on
      some of the same data and judged by others (`basis` says which and on how many), and that of the best answer that does
      not look at the input; below 500 samples three divisions are averaged. Under an absolute error a fit is 1 minus the
      square of the loss's share of that of a constant answer, so that all costs are measured alike. Where one target varies
      more than ten times as much as another, a squared error is that of the former: the fit is then the mean of those of the
      targets. A run is never called
      healthy for want of a finding. `undecidedBecause` says what was tried, what came of it, and what would decide.

      Each rule says one thing: a finding; `clean`, with what it measured and its threshold, and a `reason` where the
      measurement is beyond the threshold and the rule is silent all the same; `notChecked`, where a trial that it needs was
      not made; or `notApplicable`, where it has nothing to look at. Reasons in `notChecked`:

      | `reason` | meaning |
      |---|---|
      | `budget` | it would take more work than a diagnosis may |
      | `needs_data` | there are too few samples to hold some back |
      | `run_not_over` | the run goes on, was cancelled, or left no parameters |

      ## Trials

      A symptom is not a cause. Whether a change cures a run is tried: the job is run again with that change alone, on fewer
      samples and for fewer steps where it is large, and a cause is named for what a trial has shown to be enough. Where two
      changes are each enough both are named, the cheaper first; where only two together are, both as well, even if one other
      change hides both, as batch norm hides tiny weights and a rate that is too small. A finding that the change of its cause
      takes away is not named for it. Another rate is a cause only where it is no matter of luck: where other seeds get there
      at the present rate, too, the other rate must leave at most half as many of twelve seeds stuck. The budget counts work,
      in multiplications, not time: the same job gets the same verdict on any machine, whatever else it does. While a job runs
      nothing is tried.

      A job with a schedule is gone on with by running it again for longer, since what its rate is depends on the epoch; one
      that early stopping ended, by running it without, and it must then do better on its validation samples, too. A schedule
      or a clipping that leaves steps too short is taken away by itself before a higher rate is tried. Of two faults that are
      only mended together the headline names both, with both changes, which an experiment with remedies tries together.

      Where a run does far worse on its validation samples than on its training samples, the job is trained on three quarters
      of the latter and judged by the rest, without copies of what it was trained on. Where it does well there it does not
      overfit: the validation samples are of another kind (`validation_differs`). A validation loss has no class weights; a
      training loss is compared with it without them.

      Where on samples held back neither the learners of `attainment` nor the job itself does better than chance, the data
      show nothing to learn. The headline says so; a run that has learnt such samples by heart is not `healthy`; and a change
      is judged by samples held back, and proposed only where it does better there. Chance is a fit of 1/√m on m samples, 2.5
      times that where answers are counted, and more where a few outliers have most of the squares. A rare class must not be
      found there either by learners that give it more weight; then it is no `class_imbalance`. Nothing is said of data too
      few to divide, or of a class of which fewer than ten samples are held back. Of overfitting only what does better on the
      validation samples is proposed, the best first, and if nothing does, that is said. Targets and penalties are a fault of
      a run that is good without a change only where that leaves a quarter of the error.

      A rare class that is not found is also looked for with the changes of other findings, judged by the mean share of right
      answers of each class: both are named where both do clearly more than either, and the other alone where it is enough.
      Of a finding that lasts, `firstStep` is the first recorded step of its last stretch; of units on mini-batches too small
      to tell, it is `null`.

      In sentences numbers have three digits; what is not finite is said so, and `null` as a number. A share is 0 % or 100 %
      only where it is exactly that; a fit is 1 for a perfect answer and 0 for a constant one.

      ## How often it is right

      Generated jobs, half of them healthy, half with one fault each. A healthy job has a fit of at least 0.9, or as good a
      one as its data allow: an independent reference attains no more, and neither another rate nor more time changes it. A
      fault is put into a job that learns, and counts only if the job then shows the symptom: a minimum that more time leads
      out of is none, a network that is dead or learns at ten times the rate is not too small, and saturated units learn from
      usual weights (`Faulty`, `Healthy`, `FaultSigns` in `src/test`). A job is *diagnosed* when a warning or error names the
      fault or the same thing from its other end (`Case.alsoRight`); any other warning or error is spurious. Thresholds come
      from theory or were chosen on jobs of other seeds. The first remedy of each finding is applied to the whole job, and
      has helped if a tenth of what is wrong is gone: of the classes that are not found, or of the variance that is not
      explained, on validation samples where there are some (`Remedied`). Regenerate:

      ```
      ./mvnw -q -Pbench test -DskipTests -Dbench.main=dev.gradtrace.diagnosis.DiagnosisReport \\
        -Dbench=src/docs/diagnosis.md
      ```

      """;

  private static final int HEALTHY = 160;
  private static final int OF_EACH_FAULT = 7;

  /** Changed whenever somebody has looked at what went wrong there and then changed a rule. */
  private static final long JUDGED_BY = 20_000;

  /**
   * A job, what is said of it, the rules that accuse it, and what became of the job with the first
   * remedy of each.
   */
  record Answer(Case job, Diagnosis diagnosis, Set<Rule> said, List<Remedied> remedied) {

    Verdict verdict() {
      return diagnosis.verdict();
    }

    boolean isDiagnosed() {
      return said.stream().anyMatch(job::isRight);
    }

    long spurious() {
      return said.stream().filter(rule -> !job.isRight(rule)).count();
    }

    boolean isWrong() {
      return job.fault() == null
          ? verdict() != Verdict.HEALTHY
          : !isDiagnosed() || spurious() > 0 || !remedied.stream().allMatch(Remedied::helped);
    }

    void write(PrintStream out) {
      out.printf("%s, %s: %s%n", job.name(), verdict().label(), diagnosis.attainment());
      diagnosis.findings().stream()
          .filter(Diagnosis.Finding::isAccusation)
          .forEach(
              finding ->
                  out.printf(
                      "   %s: %s%n", finding.rule().label(), finding.symptom().explanation()));
      diagnosis.undecidedBecause().forEach(doubt -> out.println("   " + doubt));
      remedied.forEach(one -> out.println("   " + one));
    }
  }

  private final List<Answer> answers;

  private DiagnosisReport(List<Answer> answers) {
    this.answers = answers;
  }

  /** Healthy jobs and jobs with each fault, with seeds from {@code first} on. */
  static DiagnosisReport of(long first, int healthy, int ofEachFault) {
    Stream<Answer> well =
        IntStream.range(0, healthy).parallel().mapToObj(i -> answer(Healthy.of(first + i)));
    Stream<Answer> sick =
        IntStream.range(0, ofEachFault * Rule.values().length)
            .parallel()
            .mapToObj(
                i -> {
                  long seed = first + i / Rule.values().length;
                  return answer(Faulty.of(Rule.values()[i % Rule.values().length], seed));
                });
    List<Answer> all = new ArrayList<>(well.toList());
    all.addAll(sick.toList());
    return new DiagnosisReport(all);
  }

  private static Answer answer(Case job) {
    Diagnosis diagnosis = job.diagnose();
    return new Answer(
        job,
        diagnosis,
        Case.accusations(diagnosis),
        Remedied.firstOf(new ReadyJob(job.spec(), job.data()), diagnosis));
  }

  List<Answer> faulty() {
    return answers.stream().filter(answer -> answer.job().fault() != null).toList();
  }

  List<Answer> healthy() {
    return answers.stream().filter(answer -> answer.job().fault() == null).toList();
  }

  double diagnosed() {
    return share(faulty().stream().filter(Answer::isDiagnosed).count(), faulty().size());
  }

  double spuriousPerFaulty() {
    return share(faulty().stream().mapToLong(Answer::spurious).sum(), faulty().size());
  }

  double falsePositives() {
    return share(
        healthy().stream().filter(answer -> !answer.said().isEmpty()).count(), healthy().size());
  }

  private List<Remedied> remedied() {
    return answers.stream().flatMap(answer -> answer.remedied().stream()).toList();
  }

  private static double share(List<Answer> of, Verdict verdict) {
    return share(of.stream().filter(answer -> answer.verdict() == verdict).count(), of.size());
  }

  private static double share(long part, int whole) {
    return whole == 0 ? 0 : part / (double) whole;
  }

  void write(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%d faulty jobs: diagnosed %.1f %%, undecided %.1f %%, called healthy %.1f %%, spurious"
            + " findings per job %.2f.%n",
        faulty().size(),
        100 * diagnosed(),
        100 * share(faulty(), Verdict.UNDECIDED),
        100 * share(faulty(), Verdict.HEALTHY),
        spuriousPerFaulty());
    out.printf(
        Locale.ROOT,
        "%d healthy jobs: with any warning or error %.1f %%, undecided %.1f %%.%n",
        healthy().size(),
        100 * falsePositives(),
        100 * share(healthy(), Verdict.UNDECIDED));
    out.printf(
        Locale.ROOT,
        "%d first remedies: helped, applied to the whole job, %.1f %%.%n%n",
        remedied().size(),
        100 * share(remedied().stream().filter(Remedied::helped).count(), remedied().size()));
    out.println(
        "| fault | jobs | named itself | diagnosed | undecided | called healthy | reported | precision"
            + " | remedies | helped |");
    out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (Rule rule : Rule.values()) {
      List<Answer> own = faulty().stream().filter(answer -> answer.job().fault() == rule).toList();
      List<Answer> said = answers.stream().filter(answer -> answer.said().contains(rule)).toList();
      long right = said.stream().filter(answer -> answer.job().isRight(rule)).count();
      out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %d | %d | %s | %d | %d |%n",
          rule.label(),
          own.size(),
          own.stream().filter(answer -> answer.said().contains(rule)).count(),
          own.stream().filter(Answer::isDiagnosed).count(),
          own.stream().filter(answer -> answer.verdict() == Verdict.UNDECIDED).count(),
          own.stream().filter(answer -> answer.verdict() == Verdict.HEALTHY).count(),
          said.size(),
          said.isEmpty() ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * right / said.size()),
          own.stream().mapToInt(answer -> answer.remedied().size()).sum(),
          own.stream()
              .flatMap(answer -> answer.remedied().stream())
              .filter(Remedied::helped)
              .count());
    }
    out.println();
  }

  /** Writes the wrong diagnoses and the reasons. */
  private void writeErrors(PrintStream out) {
    answers.stream().filter(Answer::isWrong).forEach(answer -> answer.write(out));
  }

  /**
   * Writes the report to a file; with {@code errors FIRST HEALTHY OF_EACH_FAULT}, prints figures
   * and errors for other seeds.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("errors")) {
      DiagnosisReport other =
          of(
              Long.parseLong(arguments[1]),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]));
      other.write(System.out);
      other.writeErrors(System.out);
      return;
    }
    DiagnosisReport judging = of(JUDGED_BY, HEALTHY, OF_EACH_FAULT);
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(Path.of(arguments[0])), true, StandardCharsets.UTF_8)) {
      out.print(HEAD);
      judging.write(out);
    }
    judging.writeErrors(System.out);
  }
}
