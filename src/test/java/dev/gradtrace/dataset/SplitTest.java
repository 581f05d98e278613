package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  @ParameterizedTest
  @CsvSource({"10, 0.3, 3", "1000, 0.3, 300", "7, 0.5, 4", "4, 0.01, 1", "100, 0.07, 7"})
  void isAPartition(int samples, double fraction, int held) {
    Split split = Split.of(counting(samples), fraction, 5);
    assertThat(split.validation().samples()).isEqualTo(held);
    assertThat(
            DoubleStream.concat(
                    Arrays.stream(values(split.training())),
                    Arrays.stream(values(split.validation())))
                .sorted()
                .toArray())
        .containsExactly(values(counting(samples)));
  }

  @Test
  void leavesOutValidationSamplesThatAreAlsoTrainedOn() {
    Dataset five = counting(5);
    Split overlapping = Split.of(five, counting(8));
    assertThat(values(overlapping.withoutCopies().validation())).containsExactly(5, 6, 7);
    assertThat(Split.of(five, counting(3)).withoutCopies().validation()).isNull();
    assertThat(Split.of(five).withoutCopies().validation()).isNull();
  }

  @Test
  void keepsEachSampleWithItsTarget() {
    Split split = Split.of(counting(50), 0.4, 5);
    for (Dataset part : new Dataset[] {split.training(), split.validation()}) {
      DatasetRows rows = part.rows(0, 50);
      for (int j = 0; j < rows.count(); j++) {
        assertThat(rows.targets()[j][0]).as("sample %d", j).isEqualTo(2 * rows.inputs()[j][0]);
      }
    }
  }

  @Test
  void dependsOnTheSeedAlone() {
    double[] one = values(Split.of(counting(50), 0.4, 5).training());
    assertThat(values(Split.of(counting(50), 0.4, 5).training())).containsExactly(one);
    assertThat(values(Split.of(counting(50), 0.4, 6).training())).isNotEqualTo(one);
  }

  @Test
  void keepsAllRowsInOrderWhenNothingIsHeldBack() {
    Split split = Split.of(counting(9), 0, 5);
    assertThat(values(split.training())).containsExactly(values(counting(9)));
    assertThat(split.validation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void refusesAFractionThatIsNone(double fraction) {
    assertThat(Refusal.of(() -> Split.of(counting(9), fraction, 5)))
        .containsExactly("/validationFraction must be at least 0 and below 1, was " + fraction);
  }

  @Test
  void refusesToLeaveNothingForTraining() {
    assertThat(Refusal.of(() -> Split.of(counting(3), 0.9, 5)))
        .containsExactly("/validationFraction of 0.9 leaves none of 3 samples for training");
    assertThat(Refusal.of(() -> Split.of(counting(1), 0.1, 5)))
        .containsExactly("/validationFraction of 0.1 leaves none of 1 samples for training");
  }

  @Test
  void fitsTheScalingOnTheTrainingPartOnly() {
    Dataset training = column(0, 10);
    Dataset validation = column(100, -100);
    Split split = Split.of(training, validation).scaledBy(Scaling.MIN_MAX);
    assertThat(values(split.training())).containsExactly(0, 1);
    assertThat(values(split.validation())).containsExactly(10, -10);
  }

  @Test
  void numbersTheClassesOfTheValidationDataAsThoseOfTheTrainingData() {
    Dataset training = Dataset.ofLabels(new double[3][1], new int[] {0, 1, 2}, null);
    Dataset validation = Dataset.ofLabels(new double[2][1], new int[] {1, 0}, null);
    Split split = Split.of(training, validation).forOutputs(3);
    assertThat(split.validation().targets().toMatrix(0, 2).toSamples())
        .isDeepEqualTo(new double[][] {{0, 1, 0}, {1, 0, 0}});
  }

  @Test
  void refusesValidationDataOfAnotherShape() {
    Dataset training = Dataset.ofLabels(new double[3][2], new int[] {0, 1, 1}, null);
    assertThat(
            Refusal.of(() -> Split.of(training, Dataset.ofLabels(new double[1][3], new int[1], 2))))
        .containsExactly("/validation/inputs have 3 features, but the training data have 2");
    assertThat(
            Refusal.of(
                () ->
                    Split.of(training, Dataset.ofLabels(new double[3][2], new int[] {0, 2, 1}, 3))))
        .containsExactly("/validation/labels/1 must be 0 to 1, was 2");
    assertThat(
            Refusal.of(
                () -> Split.of(training, Dataset.ofTargets(new double[1][2], new double[1][1]))))
        .containsExactly(
            "/validation/targets have 1 values per sample, but the network has 2 outputs");
  }

  private static Dataset counting(int samples) {
    return column(IntStream.range(0, samples).asDoubleStream().toArray());
  }

  /** One feature, and a target of twice its value. */
  private static Dataset column(double... values) {
    double[][] inputs =
        Arrays.stream(values).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
    double[][] targets =
        Arrays.stream(values).mapToObj(x -> new double[] {2 * x}).toArray(double[][]::new);
    return Dataset.ofTargets(inputs, targets);
  }

  private static double[] values(Dataset dataset) {
    return dataset.inputs().toMatrix(0, dataset.samples()).toArray();
  }
}
