package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Change;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two functions of the inputs, times factors. */
class TargetsOutOfRangeTest {

  @ParameterizedTest
  @CsvSource({"0.0001, 0.05", "0.001, 0.02", "1000, 0.001"})
  void targetsOfAnotherSizeThanAnswersAreNamed(double factor, double rate) {
    Finding found = accused(job(rate, factor, factor));
    assertThat(found.rule()).isEqualTo(Rule.TARGETS_OUT_OF_RANGE);
    assertThat(found.symptom().helps()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {200, 2000})
  void oneTargetThatHidesAnotherIsNamed(double factor) {
    Evidence evidence = job(0.02, factor, 1);
    assertThat(evidence.fit().ofLoss()).isLessThan(ofWholeLoss(evidence) - 0.2);
    Finding found = accused(evidence);
    assertThat(found.rule()).isEqualTo(Rule.TARGETS_OUT_OF_RANGE);
    assertThat(found.symptom().explanation()).contains("as much as another");
    assertThat(found.symptom().helps()).isTrue();
  }

  @Test
  void targetsOfOneSizeAreJudgedByTheLoss() {
    Evidence evidence = job(0.01, 1, 1);
    assertThat(evidence.fit().ofLoss()).isCloseTo(ofWholeLoss(evidence), within(1e-12));
    assertThat(Diagnosis.of(evidence).findings()).noneMatch(Finding::isAccusation);
  }

  /**
   * Each has a fit of 0.9 to 0.95 and more with scaled targets; the last with a quarter of the
   * error.
   */
  @ParameterizedTest
  @CsvSource({"0.005, false", "0.003, false", "0.007, true"})
  void aGoodRunThatScaledTargetsHelpLittleIsHealthy(double rate, boolean faulty) {
    Evidence evidence = job(rate, 100, 100);
    assertThat(evidence.trials().of(scaled(evidence)).there()).isGreaterThan(evidence.fit().best());
    Diagnosis diagnosis = Diagnosis.of(evidence);
    assertThat(diagnosis.verdict()).isEqualTo(faulty ? Verdict.FAULTY : Verdict.HEALTHY);
    assertThat(diagnosis.findings())
        .filteredOn(Finding::isAccusation)
        .allMatch(found -> found.symptom().helps());
  }

  private static Change scaled(Evidence evidence) {
    return Cure.scaledTargets(evidence, Scaling.STANDARD).change();
  }

  private static double ofWholeLoss(Evidence evidence) {
    return 1 - evidence.history().settledLoss() / evidence.data().constantLoss(evidence.cost());
  }

  private static Finding accused(Evidence evidence) {
    return Diagnosis.of(evidence).findings().stream()
        .filter(Finding::isAccusation)
        .findFirst()
        .orElseThrow();
  }

  private static Evidence job(double rate, double first, double second) {
    TrainingSpec spec =
        new TrainingSpec(
            Variations.network(3, new int[] {24, 16}, 2, Elementwise.LINEAR),
            new Objective(Cost.MEAN_SQUARED_ERROR, 0),
            UpdateRule.of(new Optimizer.Adam(rate, 0.9, 0.999, 1e-8)),
            Passes.shuffled(32, 40),
            Start.seeded(1));
    Case run = new Case("targets", spec, Split.of(data(first, second)), null);
    return Evidence.of(spec, run.data(), run.run(), Effort.usual());
  }

  private static Dataset data(double first, double second) {
    SplittableRandom random = new SplittableRandom(4);
    double[][] inputs = new double[400][];
    Arrays.setAll(inputs, j -> random.doubles(3, -2, 2).toArray());
    double[][] targets =
        Arrays.stream(inputs)
            .map(
                x ->
                    new double[] {
                      first * (x[0] * x[1] + x[2]), second * (Math.sin(2 * x[2]) - x[0])
                    })
            .toArray(double[][]::new);
    return Dataset.ofTargets(inputs, targets);
  }
}
