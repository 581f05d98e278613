package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalingTest {

  /** Some roundings of numbers about 1. */
  private static final double TOLERANCE = 1e-14;

  private static final Samples RAW =
      DenseSamples.of(new double[][] {{1, 0.1, -4}, {2, 0.1, 0}, {6, 0.1, 12}});

  @Test
  void bringsEachFeatureToMeanZeroAndDeviationOne() {
    ColumnStatistics scaled = ColumnStatistics.of(Scaling.STANDARD.fit(RAW).apply(RAW));
    for (int i : new int[] {0, 2}) {
      assertThat(scaled.mean(i)).as("feature %d", i).isCloseTo(0, within(TOLERANCE));
      assertThat(scaled.standardDeviation(i)).as("feature %d", i).isCloseTo(1, within(TOLERANCE));
    }
  }

  @Test
  void bringsEachFeatureToTheUnitInterval() {
    ColumnStatistics scaled = ColumnStatistics.of(Scaling.MIN_MAX.fit(RAW).apply(RAW));
    for (int i : new int[] {0, 2}) {
      assertThat(scaled.min(i)).as("feature %d", i).isZero();
      assertThat(scaled.max(i)).as("feature %d", i).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scaling.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void makesAConstantFeatureZero(Scaling scaling) {
    Scaling.Fitted fitted = scaling.fit(RAW);
    assertThat(ColumnStatistics.of(fitted.apply(RAW)).min(1)).isZero();
    assertThat(ColumnStatistics.of(fitted.apply(RAW)).max(1)).isZero();
    Matrix other = Matrix.ofSamples(new double[][] {{1, 1e308, 1}});
    fitted.apply(other);
    assertThat(other.at(1, 0)).isZero();
  }

  @Test
  void leavesFeaturesAloneIfToldSo() {
    assertThat(Scaling.NONE.fit(RAW).apply(RAW)).isSameAs(RAW);
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void scalesNewInputsLikeThoseItWasFittedOn(Scaling scaling) {
    Scaling.Fitted fitted = scaling.fit(RAW);
    Matrix inputs = RAW.toMatrix(0, 3);
    fitted.apply(inputs);
    assertThat(inputs.toArray()).containsExactly(fitted.apply(RAW).toMatrix(0, 3).toArray());
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void isTheSameAfterBeingWrittenDown(Scaling scaling) {
    Scaling.Fitted fitted = scaling.fit(RAW);
    Scaling.Fitted again = Scaling.Fitted.of(fitted.shift(), fitted.factor());
    assertThat(again.apply(RAW).toMatrix(0, 3).toArray())
        .containsExactly(fitted.apply(RAW).toMatrix(0, 3).toArray());
  }
}
