package dev.gradtrace.diagnosis.cases;

import dev.gradtrace.diagnosis.Rule;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Trains and diagnoses the cases of a directory, and counts:
 *
 * <ul>
 *   <li>a faulty case is detected if the verdict is not healthy, diagnosed if a warning or error
 *       names its truth or what is acceptable for it;
 *   <li>a healthy case is a false positive if any warning or error is not also true of it.
 * </ul>
 */
public final class SharedCases {

  /** A case and its diagnosis. */
  record Judged(SharedCase given, Answer answer) {

    boolean isDetected() {
      return !answer.said().isEmpty() || !answer.verdict().equals("healthy");
    }

    boolean isDiagnosed() {
      return given.isAnsweredBy(answer.said());
    }

    Set<Rule> spurious() {
      Set<Rule> rules = EnumSet.noneOf(Rule.class);
      answer.said().stream().filter(given::isSpurious).forEach(rules::add);
      return rules;
    }

    boolean isFalsePositive() {
      return !given.isFaulty() && !spurious().isEmpty();
    }

    boolean says(String label) {
      return answer.said().stream().anyMatch(rule -> rule.label().equals(label));
    }

    String result() {
      if (given.isFaulty()) {
        return isDiagnosed() ? "yes" : isDetected() ? "seen" : "MISSED";
      }
      boolean isUnsure = answer.said().isEmpty() && !answer.verdict().equals("healthy");
      return isFalsePositive() ? "FALSE+" : isUnsure ? "UNSURE" : "ok";
    }
  }

  private final List<Judged> cases;

  private SharedCases(List<Judged> cases) {
    this.cases = cases;
  }

  static SharedCases of(List<SharedCase> given) {
    return new SharedCases(
        given.parallelStream()
            .map(one -> new Judged(one, ReadyJob.of(one.job()).answer()))
            .toList());
  }

  private List<Judged> faulty() {
    return cases.stream().filter(one -> one.given().isFaulty()).toList();
  }

  private List<Judged> healthy() {
    return cases.stream().filter(one -> !one.given().isFaulty()).toList();
  }

  private static String ratio(List<Judged> of, Predicate<Judged> part) {
    return ratio(of.stream().filter(part).count(), of.size());
  }

  private static String ratio(long part, long whole) {
    return whole == 0
        ? "0/0"
        : String.format(Locale.ROOT, "%d/%d %.1f %%", part, whole, 100.0 * part / whole);
  }

  void write(PrintStream out) {
    for (Judged one : cases) {
      out.printf(
          Locale.ROOT,
          "%-34s %-8s %-7s %-9s %6.0f + %5.0f ms  %-40s  %s%n",
          one.given().id(),
          one.given().isFaulty() ? "faulty" : "healthy",
          one.result(),
          one.answer().verdict(),
          one.answer().trainingMilliseconds(),
          one.answer().diagnosisMilliseconds(),
          String.join(",", new TreeSet<>(one.given().truth())),
          one.answer().rules(one.spurious()));
    }
    writeTotals(out);
  }

  private void writeTotals(PrintStream out) {
    out.println();
    out.println("faulty detected    " + ratio(faulty(), Judged::isDetected));
    out.println("faulty diagnosed   " + ratio(faulty(), Judged::isDiagnosed));
    out.printf(
        Locale.ROOT,
        "spurious findings  %d in %s%n",
        faulty().stream().mapToInt(one -> one.spurious().size()).sum(),
        ratio(faulty(), one -> !one.spurious().isEmpty()));
    out.println("false positives    " + ratio(healthy(), Judged::isFalsePositive));
    out.println("healthy unsure     " + ratio(healthy(), one -> one.result().equals("UNSURE")));
    out.println();
    Set<String> labels = new TreeSet<>();
    faulty().forEach(one -> labels.addAll(one.given().truth()));
    cases.forEach(one -> one.answer().said().forEach(rule -> labels.add(rule.label())));
    for (String label : labels) {
      List<Judged> having =
          faulty().stream().filter(one -> one.given().truth().contains(label)).toList();
      List<Judged> saying = cases.stream().filter(one -> one.says(label)).toList();
      out.printf(
          Locale.ROOT,
          "%-28s recall %-16s precision %s%n",
          label,
          ratio(having, one -> one.says(label)),
          ratio(saying, one -> one.spurious().stream().noneMatch(r -> r.label().equals(label))));
    }
  }

  /**
   * @param arguments directories of cases; {@code --only=TEXT} selects those whose id contains the
   *     text
   */
  public static void main(String[] arguments) {
    String only =
        Arrays.stream(arguments)
            .filter(argument -> argument.startsWith("--only="))
            .map(argument -> argument.substring("--only=".length()))
            .findFirst()
            .orElse("");
    List<SharedCase> given =
        Arrays.stream(arguments)
            .filter(argument -> !argument.startsWith("--"))
            .flatMap(directory -> SharedCase.in(Path.of(directory)).stream())
            .filter(one -> one.id().contains(only))
            .toList();
    of(given).write(System.out);
  }
}
