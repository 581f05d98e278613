package dev.gradtrace.treatment;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Pair;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for remedies that help together: the first remedy of a diagnosis, then the first for what a
 * short run of the changed job still shows, and so on.
 */
record RemedySearch(Diagnoses diagnoses, Limits limits, RunnablePatches patches) {

  private static final int MOST_STEPS = 4;

  /** Time after which no further remedy is looked for. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /** All remedies of a diagnosis, by findings that are root causes; of a pair also both. */
  static List<Remedy> remedies(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .flatMap(
            finding -> {
              Stream<Remedy> own = finding.symptom().remedies().stream();
              Pair pair = finding.pair();
              return pair == null ? own : Stream.concat(Stream.of(pair.both().remedy()), own);
            })
        .distinct()
        .toList();
  }

  /**
   * Remedies that are applied one after another.
   *
   * @param remedies none of which is undone by a later one
   * @param spec the job with all of them applied
   */
  record Sequence(List<Remedy> remedies, JobSpec spec) {

    Remedy merged() {
      return new Remedy(
          remedies.stream().map(Remedy::title).collect(Collectors.joining(" + ")),
          PatchMerge.patch(remedies));
    }
  }

  /** A sequence of at least two remedies; null if the first leaves nothing for a second. */
  @Nullable Sequence sequence(Diagnosis diagnosis) {
    long end = System.nanoTime() + LONGEST.toNanos();
    Sequence found = next(List.of(), diagnosis);
    for (int i = 1; found != null && i < MOST_STEPS; i++) {
      boolean canGoOn = System.nanoTime() - end < 0 && canBeForeseen(found.spec());
      Sequence further = canGoOn ? next(found.remedies(), diagnoses.foreseen(found.spec())) : null;
      if (further == null) {
        break;
      }
      found = further;
    }
    return found == null || found.remedies().size() < 2 ? null : found;
  }

  private boolean canBeForeseen(JobSpec spec) {
    try {
      limits.requireStartWithinLimits(spec.training());
      return true;
    } catch (InvalidSpec tooLarge) {
      return false;
    }
  }

  /**
   * The sequence extended by the first new remedy that makes a runnable job; null if there is none.
   */
  private @Nullable Sequence next(List<Remedy> earlier, Diagnosis diagnosis) {
    for (Remedy remedy : remedies(diagnosis)) {
      if (earlier.stream().noneMatch(before -> before.title().equals(remedy.title()))) {
        List<Remedy> all = PatchMerge.add(earlier, remedy);
        JobSpec spec = patches.apply(new Remedy(remedy.title(), PatchMerge.patch(all)));
        if (spec != null) {
          return new Sequence(all, spec);
        }
      }
    }
    return null;
  }
}
