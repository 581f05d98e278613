package dev.gradtrace.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.network.Elementwise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianMomentsTest {

  /** Rounding of some thousand terms. */
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @CsvSource({"0, 1", "-3.5, 0.01", "2, 1e4", "40, 1", "0, 0"})
  void ofTheIdentityAreThoseOfTheGaussian(double mean, double variance) {
    GaussianMoments moments = GaussianMoments.of(Elementwise.LINEAR, 1, mean, variance);
    assertThat(moments.mean()).isCloseTo(mean, within(TOLERANCE * (1 + variance)));
    double square = mean * mean + variance;
    assertThat(moments.meanSquare()).isCloseTo(square, within(TOLERANCE * (1 + square)));
    assertThat(moments.slopeMeanFourth()).isCloseTo(1, within(TOLERANCE));
  }

  /** E ReLU′ = Φ(m/√v): the kink may lie anywhere. */
  @ParameterizedTest
  @CsvSource({"0, 0.5", "1, 0.8413447460685429", "-2, 0.022750131948179207"})
  void ofARectifierSeeItsKink(double standardized, double share) {
    GaussianMoments moments = GaussianMoments.of(Elementwise.RELU, 1, 3 * standardized, 9);
    assertThat(moments.slopeMean()).isCloseTo(share, within(TOLERANCE));
    assertThat(moments.slopeMeanSquare()).isCloseTo(share, within(TOLERANCE));
  }

  /** tanh′ is a spike of area 2 relative to a wide z; its square has area 4/3. */
  @Test
  void ofASteepStepSeeItsBend() {
    double variance = 1e12;
    GaussianMoments moments = GaussianMoments.of(Elementwise.TANH, 1, 0, variance);
    double density = 1 / Math.sqrt(2 * Math.PI * variance);
    assertThat(moments.slopeMean() / density).isCloseTo(2, within(1e-9));
    assertThat(moments.slopeMeanSquare() / density).isCloseTo(4.0 / 3, within(1e-9));
  }
}
