package dev.gradtrace.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss of the best constant answer is that of training with it, and no other is better. */
class CountedTargetsTest {

  private static final ClassWeights WEIGHTS = new ClassWeights.Given(List.of(0.5, 4.0, 1.5));

  /** 6, 3 and 1 samples. */
  private static final Dataset THREE =
      Dataset.ofLabels(new double[10][1], new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 2}, 3);

  @ParameterizedTest
  @EnumSource(
      value = Cost.class,
      names = {"QUADRATIC", "MEAN_SQUARED_ERROR", "CATEGORICAL_CROSS_ENTROPY"})
  void isWhatTrainingMeasuresOfTheWeightedShares(Cost cost) {
    double constant = DataSummary.of(THREE, WEIGHTS).constantLoss(cost);
    double sum = 3 + 12 + 1.5;
    assertThat(loss(cost, WEIGHTS, 3 / sum, 12 / sum, 1.5 / sum))
        .isCloseTo(constant, within(1e-12));
    assertThat(loss(cost, WEIGHTS, 0.6, 0.3, 0.1)).isGreaterThan(1.05 * constant);
  }

  @Test
  void isThatOfTheMedianWhereErrorsAreAbsolute() {
    assertThat(DataSummary.of(THREE, WEIGHTS).constantLoss(Cost.MEAN_ABSOLUTE_ERROR))
        .isCloseTo((3 + 4.5 + 1.5) / (3 * 10), within(1e-12));
  }

  @Test
  void balancedClassesOfASingleOutputAreAnsweredByAHalf() {
    int[] labels = new int[20];
    labels[0] = 1;
    Dataset rare = Dataset.ofLabels(new double[20][1], labels, 2).forOutputs(1);
    Cost cost = Cost.BINARY_CROSS_ENTROPY;
    assertThat(DataSummary.of(rare, new ClassWeights.Balanced()).constantLoss(cost))
        .isCloseTo(Math.log(2), within(1e-12));
    assertThat(DataSummary.of(rare).constantLoss(cost)).isLessThan(0.2);
    assertThat(loss(rare, Elementwise.SIGMOID, cost, new ClassWeights.Balanced(), new double[] {0}))
        .isCloseTo(Math.log(2), within(1e-12));
  }

  private static double loss(Cost cost, ClassWeights weights, double... shares) {
    double[] logits = Arrays.stream(shares).map(Math::log).toArray();
    return loss(THREE, new Softmax(), cost, weights, logits);
  }

  /** The training loss of a layer whose weights are 0. */
  private static double loss(
      Dataset data, Activation output, Cost cost, ClassWeights weights, double[] biases) {
    LayerSpec layer = LayerSpec.of(biases.length, output);
    NetworkSpec network =
        new NetworkSpec(
            1, List.of(layer.startedFrom(Initializer.Constant.ZEROS, Initializer.Constant.ZEROS)));
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(cost, 0, 0, weights),
            UpdateRule.of(new Optimizer.Sgd(0.1, 0, false)),
            Passes.shuffled(4, 1),
            Start.seeded(1));
    Parameters start = spec.initialParameters();
    Matrix bias = start.biases(1);
    for (int i = 0; i < biases.length; i++) {
      bias.set(i, 0, biases[i]);
    }
    TrainingRun run = TrainingRun.of(spec.withParameters(start), Split.of(data));
    return ((EpochEnd) run.next()).trainingLoss();
  }
}
