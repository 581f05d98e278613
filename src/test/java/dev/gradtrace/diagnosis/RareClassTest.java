package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Twenty of 400 samples belong to a class in a region where the other has three times as many, so
 * that the rare class is never the likelier answer.
 */
class RareClassTest {

  @Test
  void whoNeverFindsItIsToldAndOfferedWeights() {
    Diagnosis diagnosis = diagnosis(null);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.rule() == Rule.CLASS_IMBALANCE)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isAccusation()).isTrue();
              assertThat(finding.symptom().evidence())
                  .containsEntry("balancedAccuracy", 0.5)
                  .containsEntry("recallOfRarestClass", 0.0);
              assertThat(finding.symptom().helps()).isTrue();
              assertThat(finding.symptom().remedies())
                  .singleElement()
                  .extracting(Remedy::patch)
                  .isEqualTo(List.of(Remedy.Operation.set("/classWeights", "balanced")));
            });
  }

  @Test
  void whoWeighsTheClassesIsHealthyThoughLessAccurate() {
    Evidence evidence = evidence(new ClassWeights.Balanced());
    assertThat(evidence.fit().ofAccuracy()).isNegative();
    assertThat(evidence.fit().ofLoss()).isGreaterThan(0.5);
    Diagnosis diagnosis = Diagnosis.of(evidence);
    assertThat(diagnosis.findings()).noneMatch(Finding::isAccusation);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.HEALTHY);
    assertThat(Case.silentWithoutReason(diagnosis)).isEmpty();
  }

  /** A tenth of the samples, drawn at random, so that weights only fit those that are learnt. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatNothingTellsApartIsNoFault(long seed) {
    Random random = new Random(seed);
    Dataset data =
        Dataset.ofLabels(
                Stream.generate(() -> new double[] {random.nextGaussian(), random.nextGaussian()})
                    .limit(600)
                    .toArray(double[][]::new),
                random.ints(600, 0, 10).map(k -> k == 0 ? 1 : 0).toArray(),
                2)
            .forOutputs(1);
    Diagnosis diagnosis = Diagnosis.of(evidence(data, null));
    assertThat(Case.accusations(diagnosis)).isEmpty();
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(diagnosis.clean().get(Rule.CLASS_IMBALANCE))
        .isNotNull()
        .asString()
        .contains("no more often than by chance");
  }

  private static Diagnosis diagnosis(@Nullable ClassWeights weights) {
    return Diagnosis.of(evidence(weights));
  }

  private static Evidence evidence(@Nullable ClassWeights weights) {
    return evidence(data(), weights);
  }

  private static Evidence evidence(Dataset data, @Nullable ClassWeights weights) {
    NetworkSpec network =
        new NetworkSpec(
            data.features(),
            List.of(LayerSpec.of(8, Elementwise.TANH), LayerSpec.of(1, Elementwise.SIGMOID)));
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(Cost.BINARY_CROSS_ENTROPY, 0, 0, weights),
            UpdateRule.of(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8)),
            Passes.shuffled(40, 200),
            Start.seeded(1));
    Case run = new Case("rare class", spec, Split.of(data), null);
    return Evidence.of(spec, run.data(), run.run(), Effort.usual());
  }

  private static Dataset data() {
    double[][] inputs = new double[400][1];
    int[] labels = new int[400];
    for (int j = 0; j < 400; j++) {
      boolean crowded = j < 320;
      inputs[j][0] = crowded ? -1.5 + j / 160.0 : 1 + j % 4 / 10.0;
      labels[j] = crowded || j % 4 != (j / 4) % 4 ? 0 : 1;
    }
    return Dataset.ofLabels(inputs, labels, 2).forOutputs(1);
  }
}
