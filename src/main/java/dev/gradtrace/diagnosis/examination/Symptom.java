package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has found, whatever its cause.
 *
 * @param layers where, 1…L; empty if it is not about layers
 * @param firstStep the first recorded step that shows it; null if it is not about steps
 * @param measured the number that decided
 * @param threshold what it was compared with
 * @param evidence further numbers, by name
 * @param explanation for a student
 * @param tried remedies, and what became of the job with each
 * @param standing when it is more than information
 */
public record Symptom(
    Severity severity,
    List<Integer> layers,
    @Nullable Long firstStep,
    double measured,
    double threshold,
    Map<String, Object> evidence,
    String explanation,
    List<Tried> tried,
    Standing standing)
    implements Outcome {

  /** When a symptom is more than information. */
  public enum Standing {
    /** Where a trial shows its change to help. */
    IF_SHOWN,
    /** Where no other cause is shown to be enough. */
    UNLESS_EXPLAINED,
    /** Whatever else is wrong. */
    ALWAYS
  }

  /**
   * A remedy and what became of the job with it.
   *
   * @param trial null where it cannot be tried
   */
  public record Tried(Remedy remedy, @Nullable Trial trial) {

    public boolean isMade() {
      return trial != null && trial.isMade();
    }

    public boolean helps() {
      return trial != null && (trial.helps() || trial.suffices());
    }

    public double fit() {
      return trial == null ? Double.NaN : trial.there();
    }
  }

  public Symptom {
    layers = List.copyOf(layers);
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    tried = List.copyOf(tried);
  }

  public static Symptom of(
      Severity severity, double measured, double threshold, String explanation) {
    return new Symptom(
        severity,
        List.of(),
        null,
        measured,
        threshold,
        Map.of(),
        explanation,
        List.of(),
        Standing.IF_SHOWN);
  }

  public Symptom at(List<Integer> where) {
    return new Symptom(
        severity, where, firstStep, measured, threshold, evidence, explanation, tried, standing);
  }

  public Symptom since(@Nullable Long step) {
    return new Symptom(
        severity, layers, step, measured, threshold, evidence, explanation, tried, standing);
  }

  /** As a fact, whatever else is wrong. */
  public Symptom asFact() {
    return standing(Standing.ALWAYS);
  }

  /** As what is wrong unless another cause is shown to be enough. */
  public Symptom unlessExplained() {
    return standing(Standing.UNLESS_EXPLAINED);
  }

  private Symptom standing(Standing other) {
    return new Symptom(
        severity, layers, firstStep, measured, threshold, evidence, explanation, tried, other);
  }

  public boolean isFact() {
    return standing == Standing.ALWAYS;
  }

  /** Whether it is more than information where nothing else is enough. */
  public boolean stands() {
    return standing != Standing.IF_SHOWN || helps();
  }

  /** As no more, or no less, than this. */
  public Symptom of(Severity other) {
    return new Symptom(
        other, layers, firstStep, measured, threshold, evidence, explanation, tried, standing);
  }

  /** With a further sentence. */
  public Symptom saying(String sentence) {
    return new Symptom(
        severity,
        layers,
        firstStep,
        measured,
        threshold,
        evidence,
        explanation + " " + sentence,
        tried,
        standing);
  }

  public Symptom with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(evidence);
    more.put(name, value);
    return new Symptom(
        severity, layers, firstStep, measured, threshold, more, explanation, tried, standing);
  }

  /**
   * With changes of the job, each tried; those that are there already are left out. Where there is
   * one answer to learn, a fit says nothing of a change.
   */
  public Symptom curedBy(Evidence job, Cure... cures) {
    boolean tells = !job.data().hasConstantTargets() && job.data().samples() > 1;
    return curedBy(
        Arrays.stream(cures)
            .filter(cure -> !cure.isThere(job))
            .map(cure -> new Tried(cure.remedy(), tells ? job.trials().of(cure.change()) : null))
            .toList());
  }

  public Symptom curedBy(List<Tried> more) {
    List<Tried> all = new ArrayList<>(tried);
    all.addAll(more);
    return new Symptom(
        severity, layers, firstStep, measured, threshold, evidence, explanation, all, standing);
  }

  /** With remedies that cannot be tried here. */
  public Symptom proposing(Remedy... remedies) {
    return curedBy(Arrays.stream(remedies).map(remedy -> new Tried(remedy, null)).toList());
  }

  /**
   * What a trial has shown to help, the best first, then what was not tried. A fact has to be
   * changed though that alone is not enough.
   */
  public List<Remedy> remedies() {
    boolean needed = isFact() && !helps();
    Stream<Tried> helpful =
        tried.stream()
            .filter(one -> one.helps() || needed && one.isMade())
            .sorted(Comparator.comparingDouble(Tried::fit).reversed());
    Stream<Tried> untried = tried.stream().filter(one -> !one.isMade());
    return Stream.concat(helpful, untried).map(Tried::remedy).toList();
  }

  /** The best of what was tried; null if nothing was. */
  public @Nullable Trial trial() {
    return tried.stream()
        .filter(Tried::isMade)
        .max(Comparator.comparingDouble(Tried::fit))
        .map(Tried::trial)
        .orElse(null);
  }

  /** The job with that change; null if nothing was tried. */
  public @Nullable Evidence changed() {
    Trial best = trial();
    return best == null ? null : best.changed();
  }

  /** Whether a change of this alone was shown to be enough. */
  public boolean suffices() {
    Trial best = trial();
    return best != null && best.suffices();
  }

  /** Whether a change of this was shown to help. */
  public boolean helps() {
    return tried.stream().anyMatch(Tried::helps);
  }

  /** Whether something could have been tried, and nothing was. */
  public boolean isUntried() {
    return trial() == null && !tried.isEmpty();
  }

  /** Whether no trial speaks against it. */
  public boolean helpsOrIsUntried() {
    return trial() == null || helps();
  }

  /** What a rule says whose change was not shown to help, or could not be tried. */
  public Outcome unlessItHelps(String reason) {
    Trial best = trial();
    if (best == null) {
      return tried.stream()
          .map(Tried::trial)
          .filter(Objects::nonNull)
          .findFirst()
          .map(missing -> Outcome.without(missing, threshold))
          .orElse(Outcome.untried(NotTried.BUDGET));
    }
    return helps() ? this : new Outcome.Clean(measured, threshold, reason, this);
  }
}
