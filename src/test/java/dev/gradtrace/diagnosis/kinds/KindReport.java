package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.cases.Answer;
import dev.gradtrace.diagnosis.kinds.Expected.Grade;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws jobs of every kind, diagnoses them, and counts the correct answers. */
public final class KindReport {

  /** First seed; changed whenever a rule was changed after looking at its errors. */
  static final long SEED = 100;

  record Graded(Kind kind, long seed, Variant variant, Answer answer) {

    /** Draws and grades a job; empty if the seed gives none. */
    static Optional<Graded> of(Kind kind, long seed) {
      return kind.draw(seed)
          .map(variant -> new Graded(kind, seed, variant, variant.job().answer()));
    }

    Grade grade() {
      return kind.expected().grade(answer);
    }

    void write(PrintStream out) {
      out.printf(
          Locale.ROOT,
          "%-6s %s %d: %s [%s] %s%n       %s%n",
          grade(),
          kind,
          seed,
          answer.verdict(),
          answer.rules(kind.expected().spurious(answer)),
          answer.course(),
          variant.name());
    }
  }

  private final List<Graded> graded;

  private KindReport(List<Graded> graded) {
    this.graded = graded;
  }

  /** Jobs of each kind; errors are printed at once. */
  static KindReport of(Set<Kind> kinds, long first, int ofEach, PrintStream out) {
    List<Kind> all = List.copyOf(kinds);
    return new KindReport(
        IntStream.range(0, ofEach * all.size())
            .parallel()
            .mapToObj(i -> Graded.of(all.get(i % all.size()), first + i / all.size()))
            .flatMap(Optional::stream)
            .peek(one -> writeUnlessRight(one, out))
            .toList());
  }

  private static void writeUnlessRight(Graded one, PrintStream out) {
    synchronized (out) {
      if (one.grade() != Grade.RIGHT) {
        one.write(out);
      }
    }
  }

  double right() {
    return graded.stream().filter(one -> one.grade() == Grade.RIGHT).count()
        / (double) graded.size();
  }

  void write(PrintStream out) {
    out.println();
    out.println("| kind | jobs | right | partly | wrong |");
    out.println("|---|---:|---:|---:|---:|");
    for (Kind kind : Kind.values()) {
      List<Graded> own = graded.stream().filter(one -> one.kind() == kind).toList();
      if (!own.isEmpty()) {
        out.printf(Locale.ROOT, "| %s | %d |", kind.name().toLowerCase(Locale.ROOT), own.size());
        for (Grade grade : Grade.values()) {
          out.printf(
              Locale.ROOT, " %d |", own.stream().filter(one -> one.grade() == grade).count());
        }
        out.println();
      }
    }
    out.printf(Locale.ROOT, "%n%d jobs, right %.1f %%%n", graded.size(), 100 * right());
  }

  /** Prints all details of a job. */
  private static void replay(Kind kind, long seed, PrintStream out) {
    Graded one = Graded.of(kind, seed).orElseThrow();
    one.write(out);
    one.answer().explain(out);
  }

  /**
   * @param arguments number of jobs per kind, optionally the first seed, optionally names of kinds;
   *     or {@code replay KIND SEED} for all details of a job
   */
  public static void main(String[] arguments) {
    if (arguments[0].equals("replay")) {
      replay(Kind.valueOf(arguments[1]), Long.parseLong(arguments[2]), System.out);
      return;
    }
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    if (arguments.length > 2) {
      kinds.clear();
      Arrays.stream(arguments).skip(2).map(Kind::valueOf).forEach(kinds::add);
    }
    long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : SEED;
    of(kinds, first, Integer.parseInt(arguments[0]), System.out).write(System.out);
  }
}
