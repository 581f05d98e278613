package dev.gradtrace.treatment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.Verdict;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemedySearchTest {

  private static final Remedy OF_EFFECT = new Remedy("of an effect", List.of());
  private static final Remedy OF_CAUSE = new Remedy("of a cause", List.of());
  private static final Remedy OF_INFORMATION = new Remedy("of information", List.of());

  @Test
  void theRemediesOfAllFindingsAreTriedThoseOfCausesFirst() {
    Diagnosis diagnosis =
        new Diagnosis(
            Verdict.FAULTY,
            List.of(
                new Finding(
                    Rule.DEAD_UNITS,
                    Rule.LEARNING_RATE_TOO_HIGH,
                    symptom(Severity.ERROR, OF_EFFECT)),
                new Finding(Rule.LEARNING_RATE_TOO_HIGH, null, symptom(Severity.ERROR, OF_CAUSE)),
                new Finding(Rule.OVERFITTING, null, symptom(Severity.INFO, OF_INFORMATION))),
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            List.of());
    assertThat(RemedySearch.remedies(diagnosis))
        .containsExactly(OF_CAUSE, OF_EFFECT, OF_INFORMATION);
  }

  private static Symptom symptom(Severity severity, Remedy remedy) {
    return Symptom.of(severity, 1, 0, "It is so.").proposing(remedy);
  }
}
