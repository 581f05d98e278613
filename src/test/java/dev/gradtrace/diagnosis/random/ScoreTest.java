package dev.gradtrace.diagnosis.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final double[][] INPUTS = {{0}, {1}, {2}, {3}};

  @Test
  void findingNoneOfARareClassIsNoBetterThanNothing() {
    Dataset data = Dataset.ofLabels(INPUTS, new int[] {0, 0, 0, 1}, 2);
    assertThat(Score.of(new double[][] {{0.9}, {0.9}, {0.9}, {0.9}}, data)).isZero();
    assertThat(Score.of(new double[][] {{0.1}, {0.2}, {0.1}, {0.9}}, data)).isEqualTo(1);
    assertThat(Score.of(new double[][] {{0.1}, {0.2}, {0.9}, {0.9}}, data))
        .isCloseTo(2 * (2.0 / 3 + 1) / 2 - 1, within(1e-12));
  }

  @Test
  void theMeanOfTheTargetsExplainsNothingOfThem() {
    Dataset data = Dataset.ofTargets(INPUTS, new double[][] {{1, 5}, {2, 5}, {3, 5}, {6, 5}});
    assertThat(Score.of(new double[][] {{3, 9}, {3, 9}, {3, 9}, {3, 9}}, data)).isZero();
    assertThat(Score.of(new double[][] {{1, 0}, {2, 0}, {3, 0}, {6, 0}}, data)).isEqualTo(1);
    assertThat(Score.of(new double[][] {{9, 0}, {9, 0}, {9, 0}, {9, 0}}, data)).isNegative();
  }

  @Test
  void answersThatAreNoNumbersAreNotLearnt() {
    Dataset data = Dataset.ofTargets(INPUTS, new double[][] {{1}, {2}, {3}, {6}});
    assertThat(Score.of(new double[][] {{1}, {2}, {3}, {Double.NaN}}, data)).isZero();
  }
}
