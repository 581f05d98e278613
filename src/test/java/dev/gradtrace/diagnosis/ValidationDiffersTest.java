package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Three clouds that a network tells apart, and validation samples that were made otherwise. */
class ValidationDiffersTest {

  private static final Split CLOUDS = Split.of(clouds(10, 400), 0.4, 1);

  @Test
  void columnsInAnotherOrderAreNotLearningByHeart() {
    blames(Rule.VALIDATION_DIFFERS, validatedBy(row -> new double[] {row[1], row[2], row[0]}));
  }

  @Test
  void otherUnitsAreNotLearningByHeart() {
    blames(
        Rule.VALIDATION_DIFFERS,
        validatedBy(row -> Arrays.stream(row).map(x -> 60 - x / 10).toArray()));
  }

  @Test
  void samplesLearntByHeartAreSaidToBe() {
    blames(Rule.OVERFITTING, evidence(Split.of(clouds(0.1, 200), 0.4, 1)));
  }

  /** What is held back of copies says nothing of other samples. */
  @Test
  void copiesAmongTheTrainingSamplesDoNotJudge() {
    Split split = Split.of(clouds(0.1, 200), 0.4, 1);
    Dataset once = split.training();
    DatasetRows rows = once.rows(0, once.samples());
    int[] labels = Objects.requireNonNull(rows.labels());
    double[][] inputs = rows.inputs();
    int samples = inputs.length;
    double[][] twice = Arrays.copyOf(inputs, 2 * samples);
    System.arraycopy(inputs, 0, twice, samples, samples);
    int[] theirs = Arrays.copyOf(labels, 2 * samples);
    System.arraycopy(labels, 0, theirs, samples, samples);
    Split copied =
        new Split(Dataset.ofLabels(twice, theirs, 3), split.validation(), split.scaling());
    blames(Rule.OVERFITTING, evidence(copied));
  }

  @Test
  void saysNothingOfSamplesOfTheSameKind() {
    assertThat(Rule.VALIDATION_DIFFERS.examine(evidence(CLOUDS))).isInstanceOf(Outcome.Clean.class);
  }

  private static void blames(Rule rule, Evidence evidence) {
    assertThat(Diagnosis.of(evidence).findings())
        .filteredOn(Finding::isAccusation)
        .extracting(Finding::rule)
        .containsExactly(rule);
  }

  private static Evidence validatedBy(UnaryOperator<double[]> made) {
    Dataset others = Objects.requireNonNull(CLOUDS.validation());
    DatasetRows rows = others.rows(0, others.samples());
    double[][] inputs = Arrays.stream(rows.inputs()).map(made).toArray(double[][]::new);
    Dataset odd = Dataset.ofLabels(inputs, Objects.requireNonNull(rows.labels()), 3);
    return evidence(new Split(CLOUDS.training(), odd, CLOUDS.scaling()));
  }

  private static Dataset clouds(double spread, int samples) {
    return Generator.of(
            "blobs",
            Map.of("samples", samples, "classes", 3, "features", 3, "spread", spread, "seed", 5))
        .generate();
  }

  private static Evidence evidence(Split data) {
    TrainingSpec spec =
        new TrainingSpec(
            new NetworkSpec(
                3,
                List.of(
                    LayerSpec.of(64, Elementwise.RELU),
                    LayerSpec.of(64, Elementwise.RELU),
                    LayerSpec.of(3, new Softmax()))),
            new Objective(Cost.CATEGORICAL_CROSS_ENTROPY, 0),
            UpdateRule.of(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8)),
            Passes.shuffled(16, 80),
            Start.seeded(1));
    Case run = new Case("clouds", spec, data.forOutputs(3), null);
    return Evidence.of(spec, run.data(), run.run(), Effort.usual());
  }
}
