package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.Judges;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.wording.Figures;
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
 * The finding of a rule, without its cause.
 *
 * @param layers layers concerned, 1…L; empty if it is not about layers
 * @param firstStep first recorded step that shows it; null if it is not about steps
 * @param measured the decisive value
 * @param threshold value it was compared with
 * @param evidence further values by name
 * @param explanation explanation for a student
 * @param tried remedies with their trials
 * @param standing condition under which it is more than information
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

  /** Conditions under which a symptom is more than information. */
  public enum Standing {
    /** Its change was shown to help. */
    IF_SHOWN,
    /** No other cause was shown to suffice. */
    UNLESS_EXPLAINED,
    /** Always. */
    ALWAYS
  }

  /**
   * A remedy with its trial.
   *
   * @param trial null if it cannot be tried
   */
  public record Tried(Remedy remedy, @Nullable Trial trial) {

    public boolean isMade() {
      return trial != null && trial.isMade();
    }

    public boolean helps() {
      return trial != null && (trial.helps() || trial.suffices());
    }

    /** Whether a fact may need it besides another change: it was judged by no other samples. */
    boolean mayBeNeeded() {
      return trial != null && trial.isMade() && trial.judges() == Judges.ITS_OWN;
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

  /** The same, reported always. */
  public Symptom asFact() {
    return standing(Standing.ALWAYS);
  }

  /** The same, reported unless another cause was shown to suffice. */
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

  /** Whether it is more than information if no other cause suffices. */
  public boolean stands() {
    return standing != Standing.IF_SHOWN || helps();
  }

  /** The same with another severity. */
  public Symptom of(Severity other) {
    return new Symptom(
        other, layers, firstStep, measured, threshold, evidence, explanation, tried, standing);
  }

  /** The same with another sentence in its explanation. */
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
   * The same with trials of changes, except those that change nothing. No trials are made if all
   * samples have the same target, since a fit is meaningless then.
   */
  public Symptom curedBy(Evidence job, Cure... cures) {
    boolean tells = !job.data().hasConstantTargets() && job.data().samples() > 1;
    return curedBy(
        Arrays.stream(cures)
            .filter(cure -> !cure.isThere(job))
            .map(cure -> new Tried(cure.remedy(), tells ? job.trials().of(cure.change()) : null))
            .toList());
  }

  /** The same with a change that was tried in a way of its own. */
  public Symptom curedBy(Cure cure, Trial trial) {
    return curedBy(List.of(new Tried(cure.remedy(), trial)));
  }

  public Symptom curedBy(List<Tried> more) {
    List<Tried> all = new ArrayList<>(tried);
    all.addAll(more);
    return curedOnlyBy(all);
  }

  /** The same with these remedies instead of its own. */
  public Symptom curedOnlyBy(List<Tried> others) {
    return new Symptom(
        severity, layers, firstStep, measured, threshold, evidence, explanation, others, standing);
  }

  /** The same with remedies that cannot be tried. */
  public Symptom proposing(Remedy... remedies) {
    return curedBy(Arrays.stream(remedies).map(remedy -> new Tried(remedy, null)).toList());
  }

  /**
   * The remedies that were shown to help, best first, then those not tried. Those of a fact are
   * kept in their order even if they do not help alone, unless samples held back say so.
   */
  public List<Remedy> remedies() {
    boolean needed = isFact() && !helps();
    Stream<Tried> helpful =
        tried.stream()
            .filter(one -> one.helps() || needed && one.mayBeNeeded())
            .sorted(Comparator.comparingDouble(one -> needed ? 0 : -one.fit()));
    Stream<Tried> untried = tried.stream().filter(one -> !one.isMade());
    return Stream.concat(helpful, untried).map(Tried::remedy).toList();
  }

  /** The best trial; null if none was made. */
  public @Nullable Trial trial() {
    return tried.stream()
        .filter(Tried::isMade)
        .max(Comparator.comparingDouble(Tried::fit))
        .map(Tried::trial)
        .orElse(null);
  }

  /** The evidence of the job with that change; null if none was tried. */
  public @Nullable Evidence changed() {
    Trial best = trial();
    return best == null ? null : best.changed();
  }

  /** Whether its best change alone suffices. */
  public boolean suffices() {
    Trial best = trial();
    return best != null && best.suffices();
  }

  /** Whether one of its changes helps. */
  public boolean helps() {
    return tried.stream().anyMatch(Tried::helps);
  }

  /** Whether changes could have been tried, but none was. */
  public boolean isUntried() {
    return trial() == null && !tried.isEmpty();
  }

  /** Whether no trial contradicts it. */
  public boolean helpsOrIsUntried() {
    return trial() == null || helps();
  }

  /** The same, with what came of the trial as the reason. */
  public Outcome unlessItHelps(String change, Trial trial) {
    return unlessItHelps(
        "%s the job comes to %s.".formatted(change, Figures.fit(trial.there(), trial.here())));
  }

  /** The outcome if its change helps no more than something else does. */
  public Outcome explainedBy(String reason) {
    return new Outcome.Clean(measured, threshold, reason, this);
  }

  /** The outcome if no change was shown to help, or none could be tried. */
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
    return helps() ? this : explainedBy(reason);
  }
}
