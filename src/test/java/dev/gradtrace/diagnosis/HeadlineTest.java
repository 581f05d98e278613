package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.Judges;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  private static final Remedy RELU = new Remedy("relu with He initialisation", List.of());
  private static final Remedy FEWER = new Remedy("fewer layers", List.of());
  private static final Trial HELPS = new Trial(0, 0.9, 1, 100, Judges.ITS_OWN, null, null);
  private static final Trial FAILS = new Trial(0, 0.01, 1, 100, Judges.ITS_OWN, null, null);

  @Test
  void saysWhatIsWrongWhereWhatIsInVainAndWhatHelps() {
    Symptom vanishing =
        symptom(Severity.ERROR)
            .at(IntStream.rangeClosed(1, 97).boxed().toList())
            .with("otherCostCures", false)
            .curedBy(List.of(new Tried(FEWER, FAILS), new Tried(RELU, HELPS)));
    Headline line = Headline.of(faulty(new Finding(Rule.VANISHING_GRADIENT, null, vanishing)));
    assertThat(line.text())
        .isEqualTo(
            "vanishing gradient in layers 1–97: another cost or fewer layers will not help;"
                + " relu with He initialisation will");
    assertThat(line.isShown()).isTrue();
  }

  @Test
  void saysWhatMendsTwoFaultsTogether() {
    Tried leaky = new Tried(new Remedy("leaky_relu", List.of()), FAILS);
    Symptom dead = symptom(Severity.ERROR).at(List.of(1)).curedBy(List.of(leaky));
    Symptom slow =
        symptom(Severity.WARNING)
            .curedBy(List.of(new Tried(new Remedy("learning rate 0.1", List.of()), HELPS)));
    Pair pair = new Pair(Rule.DEAD_UNITS, leaky, Rule.LEARNING_RATE_TOO_LOW, slow);
    Finding graver = new Finding(Rule.INPUTS_NOT_SCALED, null, symptom(Severity.ERROR));
    Headline line =
        Headline.of(
            faulty(
                graver,
                new Finding(Rule.DEAD_UNITS, null, dead, pair),
                new Finding(Rule.LEARNING_RATE_TOO_LOW, null, slow, pair)));
    assertThat(line.text())
        .isEqualTo(
            "dead units in layer 1 and learning rate too low: leaky_relu and learning rate 0.1"
                + " will help");
    assertThat(line.isShown()).isTrue();
  }

  @Test
  void promisesNothingOfWhatWasNotTried() {
    Symptom dead = symptom(Severity.ERROR).at(List.of(2, 4, 5)).proposing(RELU);
    Headline line = Headline.of(faulty(new Finding(Rule.DEAD_UNITS, null, dead)));
    assertThat(line.text())
        .isEqualTo("dead units in layers 2, 4–5: relu with He initialisation may help");
    assertThat(line.isShown()).isFalse();
  }

  @Test
  void saysWhatHelpsThoughAConstantAnswerIsStillBetter() {
    Tried vain = new Tried(FEWER, onValidation(-0.5, -0.6));
    Tried some = new Tried(RELU, onValidation(-0.5, -0.2));
    Symptom found = symptom(Severity.WARNING).asFact().curedBy(List.of(vain, some));
    assertThat(Headline.of(faulty(new Finding(Rule.OVERFITTING, null, found))).text())
        .isEqualTo(
            "overfitting: fewer layers will not help; relu with He initialisation helps, though"
                + " not enough");
  }

  /** A fact that needs no other change. */
  @Test
  void proposesNothingThatSamplesHeldBackSpeakAgainst() {
    Tried vain = new Tried(FEWER, onValidation(0.2, 0.1));
    Symptom found = symptom(Severity.WARNING).asFact().curedBy(List.of(vain));
    assertThat(found.remedies()).isEmpty();
    assertThat(Headline.of(faulty(new Finding(Rule.OVERFITTING, null, found))).text())
        .isEqualTo("overfitting: fewer layers will not help");
  }

  private static Trial onValidation(double here, double there) {
    return new Trial(here, there, 1, 100, Judges.VALIDATION, null, null);
  }

  @Test
  void isAboutTheGravestAndNeverAboutAnEffect() {
    Finding effect =
        new Finding(Rule.SATURATED_UNITS, Rule.INPUTS_NOT_SCALED, symptom(Severity.ERROR));
    Finding warning = new Finding(Rule.OSCILLATING_LOSS, null, symptom(Severity.WARNING));
    Finding error = new Finding(Rule.INPUTS_NOT_SCALED, null, symptom(Severity.ERROR));
    assertThat(Headline.of(faulty(effect, warning, error)).text()).isEqualTo("inputs not scaled");
  }

  @Test
  void saysThatNothingIsWrongOnlyWhereThatWasShown() {
    assertThat(Headline.of(without(Verdict.HEALTHY)).text()).startsWith("nothing is wrong");
    assertThat(Headline.of(without(Verdict.UNDECIDED)).text())
        .startsWith("no cause has been shown");
  }

  private static Symptom symptom(Severity severity) {
    return Symptom.of(severity, 1, 0, "It is so.");
  }

  private static Diagnosis faulty(Finding... findings) {
    return diagnosis(Verdict.FAULTY, List.of(findings));
  }

  private static Diagnosis without(Verdict verdict) {
    return diagnosis(verdict, List.of());
  }

  private static Diagnosis diagnosis(Verdict verdict, List<Finding> findings) {
    return new Diagnosis(verdict, findings, Map.of(), Map.of(), Map.of(), null, List.of());
  }
}
