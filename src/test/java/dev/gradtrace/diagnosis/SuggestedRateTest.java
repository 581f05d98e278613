package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the rules of the learning rate propose. */
class SuggestedRateTest {

  private static final String SUGGESTED = "as a learning-rate test suggests";

  private static Stream<Finding> findings(Case job, Rule rule) {
    return job.diagnose().findings().stream().filter(finding -> finding.rule() == rule);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"LEARNING_RATE_TOO_HIGH", "LEARNING_RATE_TOO_LOW"})
  void isThatOfATestWhereItDoesBetter(Rule rule) {
    int suggested = 0;
    for (long seed = 1; seed <= 4; seed++) {
      Case job = Faulty.of(rule, seed);
      double before = job.fit().best();
      for (Finding finding : findings(job, rule).toList()) {
        Remedy remedy = finding.symptom().remedies().get(0);
        assertThat(remedy.patch())
            .extracting(Remedy.Operation::path)
            .containsExactly("/optimizer/learningRate");
        double given = job.spec().optimizer().learningRate();
        double rate = (Double) remedy.patch().get(0).value();
        assertThat(rate < given).as(remedy.title()).isEqualTo(rule == Rule.LEARNING_RATE_TOO_HIGH);
        if (remedy.title().endsWith(SUGGESTED)) {
          suggested++;
          Case treated =
              new Case(
                  remedy.title(),
                  job.spec().withOptimizer(job.spec().optimizer().withLearningRate(rate)),
                  job.data(),
                  null);
          assertThat(treated.fit().best()).as(remedy.title()).isGreaterThan(before);
        }
      }
    }
    assertThat(suggested).isPositive();
  }

  @Test
  void isTheSameWheneverItIsAsked() {
    Case job = Faulty.of(Rule.LEARNING_RATE_TOO_HIGH, 1);
    assertThat(
            findings(job, Rule.LEARNING_RATE_TOO_HIGH).map(Finding::symptom).map(Symptom::remedies))
        .containsExactlyElementsOf(
            findings(job, Rule.LEARNING_RATE_TOO_HIGH)
                .map(Finding::symptom)
                .map(Symptom::remedies)
                .toList());
  }
}
