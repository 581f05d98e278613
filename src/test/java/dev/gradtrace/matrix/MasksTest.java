package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds are five standard deviations for independent draws. */
class MasksTest {

  private static final int UNITS = 200;
  private static final int SAMPLES = 100;
  private static final int SIZE = UNITS * SAMPLES;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 0.9})
  void anElementIsZeroAsOftenAsTheRateSaysElseItMakesUpForThat(double rate) {
    double[] mask = mask(rate, 1, 1, 1);
    int zeros = 0;
    for (double element : mask) {
      zeros += element == 0 ? 1 : 0;
      assertThat(element).isIn(0.0, 1 / (1 - rate));
    }
    assertThat(zeros / (double) SIZE)
        .isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / SIZE)));
  }

  @Test
  void aRateOfZeroKeepsAll() {
    assertThat(mask(0, 1, 1, 1)).containsOnly(1.0);
  }

  @Test
  void masksOfNeighbouringStepsLayersAndSeedsHaveNothingToDoWithEachOther() {
    assertThatNeighboursAreIndependent(step -> mask(0.5, 1, step, 1));
    assertThatNeighboursAreIndependent(layer -> mask(0.5, 1, 1, layer));
    assertThatNeighboursAreIndependent(seed -> mask(0.5, seed, 1, 1));
  }

  @Test
  void neighbouringElementsHaveNothingToDoWithEachOther() {
    double[] mask = mask(0.5, 1, 1, 1);
    for (int lag : new int[] {1, 2, 8, UNITS}) {
      double sum = 0;
      for (int k = lag; k < SIZE; k++) {
        sum += (mask[k] - 1) * (mask[k - lag] - 1);
      }
      assertThat(sum / SIZE).as("lag %s", lag).isCloseTo(0, within(5 / Math.sqrt(SIZE)));
    }
  }

  private static void assertThatNeighboursAreIndependent(IntFunction<double[]> masks) {
    for (int i = 1; i < 20; i++) {
      double[] one = masks.apply(i);
      double[] next = masks.apply(i + 1);
      double sum = 0;
      for (int k = 0; k < SIZE; k++) {
        sum += (one[k] - 1) * (next[k] - 1);
      }
      assertThat(sum / SIZE).as("%s and the next", i).isCloseTo(0, within(5 / Math.sqrt(SIZE)));
    }
  }

  /** Column by column. */
  private static double[] mask(double rate, long seed, long step, int layer) {
    Matrix mask = Matrix.zeros(UNITS, SAMPLES);
    Masks.draw(mask, rate, seed, step, layer);
    return mask.data.clone();
  }
}
