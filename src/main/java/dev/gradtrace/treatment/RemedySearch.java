package dev.gradtrace.treatment;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Pair;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for remedies that help together: the first remedy of a diagnosis, then the first for what a
 * short run of the changed job still shows, and so on.
 */
record RemedySearch(Diagnoses diagnoses, Limits limits, RunnablePatches patches) {

  private static final int MOST_STEPS = 4;

  /** Time after which no further remedy is looked for. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /** All remedies of a diagnosis, those of warnings and errors first. */
  static List<Remedy> remedies(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .sorted(Comparator.comparing(finding -> !finding.isAccusation()))
        .flatMap(finding -> finding.symptom().remedies().stream())
        .toList();
  }

  private static List<Remedy> ofCauses(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .flatMap(finding -> finding.symptom().remedies().stream())
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

  /** Whether later remedies have undone all that earlier ones changed. */
  private boolean isUnchanged(JobSpec spec) {
    JobSpec before = patches.asItIs();
    return spec.training().equals(before.training())
        && spec.data().scaling() == before.data().scaling()
        && spec.data().targetScaling() == before.data().targetScaling();
  }

  /** A sequence of at least two remedies; null if the first leaves nothing for a second. */
  @Nullable Sequence sequence(Diagnosis diagnosis) {
    Sequence pair = pair(diagnosis);
    if (pair != null) {
      return pair;
    }
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

  /** The remedies of two faults that are only mended together; null if there are none. */
  private @Nullable Sequence pair(Diagnosis diagnosis) {
    for (Finding finding : diagnosis.findings()) {
      Pair pair = finding.pair();
      if (pair != null) {
        List<Remedy> both = List.of();
        for (Remedy remedy : pair.remedies()) {
          both = PatchMerge.add(both, remedy);
        }
        JobSpec spec = patches.apply(pair.both().remedy());
        return spec == null || both.size() < 2 ? null : new Sequence(both, spec);
      }
    }
    return null;
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
    for (Remedy remedy : ofCauses(diagnosis)) {
      if (earlier.stream().noneMatch(before -> before.title().equals(remedy.title()))) {
        List<Remedy> all = PatchMerge.add(earlier, remedy);
        JobSpec spec = patches.apply(new Remedy(remedy.title(), PatchMerge.patch(all)));
        if (spec != null && !isUnchanged(spec)) {
          return new Sequence(all, spec);
        }
      }
    }
    return null;
  }
}
