package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Recalibration;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverfittingTest {

  /** Weights of classes that change the size of the training loss and nothing else that matters. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 1, 50})
  void isToldAlikeWhateverTheClassesWeigh(double weight) {
    Symptom plain = symptom(evidence(noise(), null, 300));
    Symptom weighted = symptom(evidence(noise(), weights(weight), 300));
    assertThat(plain.severity()).isEqualTo(weighted.severity());
    assertThat(number(weighted, "trainingLoss")).isLessThan(0.35);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 1, 50})
  void isNotSaidOfWhatLearnsWhateverTheClassesWeigh(double weight) {
    assertThat(Rule.OVERFITTING.examine(evidence(moons(), weights(weight), 60)))
        .isInstanceOf(Outcome.Clean.class);
  }

  @Test
  void isSaidOfAnswersThatAreRightOnTheSamplesAloneThoughTheirLossIsNotSmall() {
    Symptom found = symptom(sketch(0.36, 0.86, 1.1, 0.5));
    assertThat(found.severity().name()).isEqualTo("WARNING");
  }

  @Test
  void isNotSaidWhereTheSamplesAreNotLearntEither() {
    assertThat(Rule.OVERFITTING.examine(sketch(0.66, 0.55, 1.4, 0.5)))
        .isInstanceOfSatisfying(
            Outcome.Clean.class, clean -> assertThat(clean.reason()).contains("not small"));
  }

  @Test
  void theSmallestLossIsNotThatOfTheUntrainedNetwork() {
    assertThat(number(symptom(sketch(0.1, 0.99, 1.5, 0.5)), "smallestValidationLoss"))
        .isEqualTo(0.9);
  }

  @Test
  void recalibrationMeasuresAWeightedLossByAWeightedConstant() {
    Evidence plain = evidence(moons(), null, 1, BatchNorm.DEFAULT);
    Evidence weighted = evidence(moons(), weights(1e-6), 1, BatchNorm.DEFAULT);
    assertThat(Recalibration.of(plain).exact()).isLessThan(0.95);
    assertThat(Recalibration.of(weighted).exact()).isLessThan(0.95);
  }

  private static Symptom symptom(Evidence evidence) {
    return (Symptom) Rule.OVERFITTING.examine(evidence);
  }

  private static double number(Symptom symptom, String name) {
    return (double) symptom.evidence().get(name);
  }

  private static ClassWeights weights(double weight) {
    return new ClassWeights.Given(List.of(weight, weight));
  }

  /** A run on labels of which half are 1, with these figures in the end and 0.9 before. */
  private static Evidence sketch(
      double trainingLoss, double trainingAccuracy, double loss, double accuracy) {
    Dataset labels =
        Dataset.ofLabels(new double[][] {{0}, {1}, {2}, {3}}, new int[] {0, 1, 0, 1}, 2)
            .forOutputs(1);
    return RunSketch.of(labels, Cost.BINARY_CROSS_ENTROPY, LayerSpec.of(1, Elementwise.SIGMOID))
        .with(
            List.of(
                new EpochEnd(0, 0, 0.7, 0.5, 0.7, 0.5),
                new EpochEnd(1, 1, 0.6, 0.6, 0.9, 0.5),
                new EpochEnd(2, 2, trainingLoss, trainingAccuracy, loss, accuracy)))
        .evidence();
  }

  private static Evidence evidence(Dataset data, @Nullable ClassWeights weights, int epochs) {
    return evidence(data, weights, epochs, null);
  }

  private static Evidence evidence(
      Dataset data, @Nullable ClassWeights weights, int epochs, @Nullable BatchNorm norm) {
    LayerSpec hidden = LayerSpec.of(24, Elementwise.TANH);
    TrainingSpec spec =
        new TrainingSpec(
            new NetworkSpec(
                data.features(),
                List.of(
                    norm == null ? hidden : hidden.withNormalization(norm),
                    LayerSpec.of(1, Elementwise.SIGMOID))),
            new Objective(Cost.BINARY_CROSS_ENTROPY, 0, 0, weights),
            UpdateRule.of(new Optimizer.Adam(0.02, 0.9, 0.999, 1e-8)),
            Passes.shuffled(16, epochs),
            Start.seeded(1));
    Case run = new Case("weighted", spec, Split.of(data.forOutputs(1), 0.4, 1), null);
    return Evidence.of(spec, run.data(), run.run(), Effort.usual());
  }

  private static Dataset moons() {
    return Generator.of("moons", Map.of("samples", 300, "noise", 0.1, "seed", 1)).generate();
  }

  /** Labels that are independent of 20 features. */
  private static Dataset noise() {
    return Generator.of(
            "blobs",
            Map.of("samples", 120, "classes", 2, "features", 20, "spread", 0.01, "seed", 3))
        .generate();
  }
}
