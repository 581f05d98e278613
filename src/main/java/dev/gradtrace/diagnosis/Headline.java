package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis in one line: the worst problem, or the two that were shown to be mended together, and
 * what helps.
 *
 * @param about the worst finding; null if nothing is wrong, or no cause was shown
 * @param problem the problem and its place
 * @param vain changes that do not help, the most plausible first
 * @param remedy the most promising change; null if none is known
 */
public record Headline(
    @Nullable Finding about, String problem, List<String> vain, @Nullable Tried remedy) {

  /** Most changes in {@code vain}. */
  private static final int MOST_VAIN = 2;

  /** Name of the evidence of rules that know the effect of another cost without a trial. */
  private static final String OTHER_COST = "otherCostCures";

  public Headline {
    vain = List.copyOf(vain);
  }

  public static Headline of(Diagnosis diagnosis) {
    Finding worst =
        diagnosis.findings().stream()
            .filter(Finding::isAccusation)
            .min(
                Comparator.comparing((Finding finding) -> finding.pair() == null)
                    .thenComparing(finding -> finding.severity() != Severity.ERROR)
                    .thenComparing(
                        finding -> finding.pair() == null && !finding.symptom().suffices()))
            .orElse(null);
    return worst == null
        ? new Headline(null, without(diagnosis), List.of(), null)
        : of(worst, diagnosis.showsNothing() ? " on data that show nothing to learn" : "");
  }

  private static String without(Diagnosis diagnosis) {
    return diagnosis.verdict() == Verdict.HEALTHY
        ? "nothing is wrong: the run reaches what can be reached"
        : diagnosis.showsNothing()
            ? "the data show nothing to learn: on samples held back nothing does better than chance,"
                + " and to fit noise is no success"
            : "no cause has been shown, nor that nothing is wrong";
  }

  private static Headline of(Finding worst, String onWhat) {
    Symptom symptom = worst.symptom();
    String problem = name(worst.rule()) + where(symptom);
    Pair pair = worst.pair();
    return pair == null
        ? new Headline(worst, problem + onWhat, vain(symptom), remedy(symptom))
        : new Headline(
            worst,
            problem + " and " + name(pair.besides(worst.rule())) + onWhat,
            List.of(),
            pair.both());
  }

  private static String name(Rule rule) {
    return rule.label().replace('_', ' ');
  }

  private static String where(Symptom symptom) {
    return symptom.layers().isEmpty() ? "" : " in " + Figures.rangesOfLayers(symptom.layers());
  }

  private static List<String> vain(Symptom symptom) {
    List<String> vain = new ArrayList<>();
    if (Boolean.FALSE.equals(symptom.evidence().get(OTHER_COST))) {
      vain.add("another cost");
    }
    List<Remedy> proposed = symptom.remedies();
    symptom.tried().stream()
        .filter(one -> isVain(one.trial()) && !proposed.contains(one.remedy()))
        .map(one -> one.remedy().title())
        .forEach(vain::add);
    return vain.subList(0, Math.min(MOST_VAIN, vain.size()));
  }

  private static boolean isVain(@Nullable Trial trial) {
    return trial != null && trial.isMade() && !trial.isOfAPart();
  }

  private static @Nullable Tried remedy(Symptom symptom) {
    return symptom.remedies().stream()
        .limit(1)
        .flatMap(best -> symptom.tried().stream().filter(one -> one.remedy().equals(best)))
        .findFirst()
        .orElse(null);
  }

  /** Whether a trial showed that the remedy helps. */
  public boolean isShown() {
    return remedy != null && remedy.helps();
  }

  /** The whole headline as a sentence without a full stop. */
  public String text() {
    List<String> said = new ArrayList<>();
    if (!vain.isEmpty()) {
      said.add(String.join(" or ", vain) + " will not help");
    }
    if (remedy != null) {
      said.add(remedy.remedy().title() + (isShown() ? will(remedy) : promise(remedy)));
    }
    return said.isEmpty() ? problem : problem + ": " + String.join("; ", said);
  }

  private String will(Tried shown) {
    return shown.fit() < 0 ? " helps, though not enough" : vain.isEmpty() ? " will help" : " will";
  }

  private static String promise(Tried remedy) {
    return remedy.isMade() ? " is needed, though not enough" : " may help";
  }
}
