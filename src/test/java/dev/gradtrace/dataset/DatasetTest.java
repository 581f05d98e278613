package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private static final double[][] THREE_ROWS = {{1, 2}, {3, 4}, {5, 6}};

  @Test
  void namesEveryFaultyRow() {
    double[][] inputs = {{1, 2}, {3}, {Double.NaN, 4, 5}};
    double[][] targets = {{1}, {Double.POSITIVE_INFINITY}};
    assertThat(Refusal.of(() -> Dataset.ofTargets(inputs, targets)))
        .containsExactly(
            "/inputs/1 has 1 values where the first row has 2",
            "/inputs/2 has 3 values where the first row has 2",
            "/inputs/2/0 must be finite, was NaN",
            "/targets/1/0 must be finite, was Infinity",
            "/targets are 2, but the inputs are 3");
  }

  @Test
  void namesEveryLabelOutsideTheClasses() {
    int[] labels = {0, -1, 3, 2};
    assertThat(Refusal.of(() -> Dataset.ofLabels(THREE_ROWS, labels, 3)))
        .containsExactly(
            "/labels are 4, but the inputs are 3",
            "/labels/1 must be 0 to 2, was -1",
            "/labels/2 must be 0 to 2, was 3");
  }

  @Test
  void listsAHundredFaultsAndNoMore() {
    double[][] inputs = new double[300][1];
    Arrays.setAll(inputs, row -> new double[] {Double.NaN});
    assertThat(Refusal.of(() -> Dataset.ofLabels(inputs, new int[300], null))).hasSize(100);
  }

  @Test
  void refusesEmptyness() {
    assertThat(Refusal.of(() -> Dataset.ofTargets(new double[0][], new double[0][])))
        .containsExactly(
            "/inputs must hold at least one row", "/targets must hold at least one row");
    assertThat(Refusal.of(() -> Dataset.ofTargets(new double[1][0], new double[1][1])))
        .containsExactly("/inputs/0 must hold at least one value");
  }

  @Test
  void refusesAnImpossibleNumberOfClasses() {
    assertThat(Refusal.of(() -> Dataset.ofLabels(THREE_ROWS, new int[3], 0)))
        .containsExactly("/classes must be 1 to 10000, was 0");
    assertThat(
            Refusal.of(
                () -> Dataset.ofLabels(THREE_ROWS, new int[] {0, Integer.MAX_VALUE, 1}, null)))
        .containsExactly("/labels/1 must be 0 to 9999, was 2147483647");
  }

  @Test
  void hasOneClassMoreThanTheLargestLabelUnlessTold() {
    assertThat(labelled(null, 0, 2, 2).labels().classes()).isEqualTo(3);
    assertThat(labelled(5, 0, 2, 2).labels().counts()).containsExactly(1, 0, 2, 0, 0);
  }

  @Test
  void turnsLabelsIntoUnitVectors() {
    assertThat(labelled(null, 0, 2, 1).targetsFor(3).toMatrix(0, 3).toSamples())
        .isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}});
  }

  @Test
  void turnsTwoClassesIntoZeroAndOneForASingleOutput() {
    Dataset dataset = labelled(null, 0, 1, 1);
    assertThat(dataset.targetsFor(1).toMatrix(0, 3).toSamples())
        .isDeepEqualTo(new double[][] {{0}, {1}, {1}});
    assertThat(dataset.targetsFor(2).toMatrix(0, 3).toSamples())
        .isDeepEqualTo(new double[][] {{1, 0}, {0, 1}, {0, 1}});
  }

  @Test
  void refusesANetworkWithAnotherNumberOfOutputs() {
    assertThat(Refusal.of(() -> labelled(3, 0, 1, 2).forOutputs(10)))
        .containsExactly("/labels have 3 classes, but the network has 10 outputs");
    assertThat(Refusal.of(() -> labelled(3, 0, 1, 2).forOutputs(1)))
        .containsExactly("/labels have 3 classes, but the network has 1 outputs");
    double[][] oneHot = {{0, 1}, {1, 0}, {1, 0}};
    assertThat(Refusal.of(() -> Dataset.ofTargets(THREE_ROWS, oneHot).forOutputs(1)))
        .containsExactly("/targets have 2 values per sample, but the network has 1 outputs");
  }

  @Test
  void recognisesClassesInTargets() {
    assertThat(classesOf(new double[][] {{0, 0, 1}, {1, 0, 0}, {1, 0, 0}}))
        .containsExactly(2, 0, 0);
    assertThat(classesOf(new double[][] {{1}, {0}, {1}})).containsExactly(1, 0, 1);
  }

  @Test
  void takesOtherTargetsForMeasured() {
    double[][][] measured = {
      {{1}, {0}, {0.5}},
      {{0}, {0}, {0}},
      {{1}, {1}, {1}},
      {{1, 1}, {0, 1}, {1, 0}},
      {{0, 0}, {0, 1}, {1, 0}},
      {{0.5, 0.5}, {0, 1}, {1, 0}}
    };
    for (double[][] targets : measured) {
      Dataset dataset = Dataset.ofTargets(THREE_ROWS, targets);
      assertThat(dataset.task()).as(Arrays.deepToString(targets)).isEqualTo(Task.REGRESSION);
      assertThat(dataset.labels()).isNull();
    }
  }

  @Test
  void doesNotChangeWithTheArraysItWasMadeOf() {
    double[][] inputs = {{1}, {2}};
    int[] labels = {0, 1};
    Dataset dataset = Dataset.ofLabels(inputs, labels, null);
    inputs[0][0] = 7;
    labels[0] = 1;
    assertThat(dataset.rows(0, 1).inputs()[0]).containsExactly(1);
    assertThat(dataset.rows(0, 1).labels()).containsExactly(0);
  }

  @Test
  void showsRowsAsTheyWereGiven() {
    Dataset dataset = labelled(null, 0, 2, 1);
    assertThat(dataset.rows(1, 100).inputs()).isDeepEqualTo(new double[][] {{3, 4}, {5, 6}});
    assertThat(dataset.rows(1, 100).labels()).containsExactly(2, 1);
    assertThat(dataset.rows(3, 5).count()).isZero();
    double[][] targets = {{1.5}, {2.5}, {3.5}};
    assertThat(Dataset.ofTargets(THREE_ROWS, targets).rows(2, 1).targets())
        .isDeepEqualTo(new double[][] {{3.5}});
  }

  @Test
  void summarisesEveryColumn() {
    DatasetSummary summary = DatasetSummary.of(labelled(null, 0, 2, 1));
    assertThat(summary.columns())
        .containsExactly(
            new DatasetSummary.Column("x1", 1, 5, 3, Math.sqrt(8.0 / 3)),
            new DatasetSummary.Column("x2", 2, 6, 4, Math.sqrt(8.0 / 3)),
            new DatasetSummary.Column("label", 0, 2, 1, Math.sqrt(2.0 / 3)));
    assertThat(summary.classes()).isEqualTo(3);
    assertThat(summary.outputs()).isEqualTo(3);
  }

  private static int[] classesOf(double[][] targets) {
    Dataset dataset = Dataset.ofTargets(THREE_ROWS, targets);
    int[] classes = new int[dataset.samples()];
    Arrays.setAll(classes, dataset.labels()::at);
    return classes;
  }

  private static Dataset labelled(Integer classes, int... labels) {
    return Dataset.ofLabels(THREE_ROWS, labels, classes);
  }
}
