package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that the inputs do not tell of, beside such that they do. */
class NothingToLearnTest {

  private static final int FEATURES = 6;

  private static final String NOTHING = "the data show nothing to learn";

  @ParameterizedTest
  @CsvSource({"200, 0.005, 30", "1000, 0.003, 40", "300, 0.0001, 20"})
  void nothingIsPromisedOfTheFlipsOfACoin(int samples, double rate, int epochs) {
    isOfChance(evidence(coins(samples), rate, epochs, 0));
  }

  @ParameterizedTest
  @CsvSource({"200, 0.005, 30", "400, 0.00001, 20"})
  void nothingIsPromisedOfNoise(int samples, double rate, int epochs) {
    isOfChance(evidence(numbers(samples, (x, random) -> random.nextGaussian()), rate, epochs, 0));
  }

  /** Two of a hundred targets have nearly all of the squares. */
  @Test
  void nothingIsPromisedOfOutliers() {
    Dataset outliers =
        numbers(
            300,
            (x, random) ->
                x[0] - x[1] + (random.nextDouble() < 0.02 ? 100 * random.nextGaussian() : 0));
    isOfChance(evidence(outliers, 0.005, 60, 0));
  }

  @Test
  void noiseThatWasLearntByHeartIsNoSuccess() {
    Evidence evidence = evidence(coins(150), 0.02, 200, 0);
    assertThat(evidence.fit().best()).isGreaterThan(Evidence.GOOD);
    isOfChance(evidence);
  }

  @Test
  void theHeadlineOfAFaultSaysSoToo() {
    Diagnosis diagnosis = Diagnosis.of(evidence(coins(200), 0.02, 200, 0.4));
    assertThat(Case.accusations(diagnosis)).containsExactly(Rule.OVERFITTING);
    assertThat(Headline.of(diagnosis).text())
        .startsWith("overfitting on data that show nothing to learn");
  }

  @Test
  void whatIsLearntIsNotCalledNothing() {
    Dataset sums = numbers(300, (x, random) -> x[0] * x[1] + x[2] + random.nextGaussian());
    Diagnosis diagnosis = Diagnosis.of(evidence(sums, 1e-6, 20, 0));
    assertThat(diagnosis.showsNothing()).isFalse();
    assertThat(Case.accusations(diagnosis)).contains(Rule.LEARNING_RATE_TOO_LOW);
  }

  private static void isOfChance(Evidence evidence) {
    Diagnosis diagnosis = Diagnosis.of(evidence);
    assertThat(diagnosis.findings()).noneMatch(Finding::isAccusation);
    assertThat(diagnosis.findings())
        .flatExtracting(finding -> finding.symptom().remedies())
        .isEmpty();
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(Headline.of(diagnosis).text()).startsWith(NOTHING);
    assertThat(diagnosis.undecidedBecause().get(0).result()).contains("no more than chance");
    TrainingSpec slower = Variations.rateTimes(0.1, evidence.spec());
    assertThat(evidence.trials().of(evidence.change(slower)).judges())
        .isEqualTo(Trial.Judges.HELD_BACK);
  }

  private static Dataset coins(int samples) {
    Random random = new Random(samples);
    int[] labels = random.ints(samples, 0, 2).toArray();
    return Dataset.ofLabels(inputs(samples, random), labels, 2);
  }

  private static Dataset numbers(int samples, ToDoubleBiFunction<double[], Random> target) {
    Random random = new Random(samples);
    double[][] inputs = inputs(samples, random);
    double[][] targets = new double[samples][1];
    for (int j = 0; j < samples; j++) {
      targets[j][0] = target.applyAsDouble(inputs[j], random);
    }
    return Dataset.ofTargets(inputs, targets);
  }

  private static double[][] inputs(int samples, Random random) {
    double[][] inputs = new double[samples][FEATURES];
    for (double[] row : inputs) {
      for (int i = 0; i < FEATURES; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return inputs;
  }

  private static Evidence evidence(Dataset data, double rate, int epochs, double heldBack) {
    boolean classes = data.isClassification();
    Activation output = classes ? Elementwise.SIGMOID : Elementwise.LINEAR;
    TrainingSpec spec =
        new TrainingSpec(
            Variations.network(FEATURES, new int[] {32}, 1, output),
            new Objective(classes ? Cost.BINARY_CROSS_ENTROPY : Cost.MEAN_SQUARED_ERROR, 0),
            UpdateRule.of(new Optimizer.Adam(rate, 0.9, 0.999, 1e-8)),
            Passes.shuffled(32, epochs),
            Start.seeded(3));
    Dataset ready = data.forOutputs(1);
    Split split = heldBack > 0 ? Split.of(ready, heldBack, 3) : Split.of(ready);
    Case run = new Case("nothing", spec, split, null);
    return Evidence.of(spec, run.data(), run.run(), Effort.usual());
  }
}
