package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On ½λw², descent converges below the largest stable curvature, and diverges above it. */
class StabilityTest {

  private static final double RATE = 0.3;

  static Stream<Optimizer.Sgd> rules() {
    return Stream.of(
        new Optimizer.Sgd(RATE, 0, false),
        new Optimizer.Sgd(RATE, 0, true),
        new Optimizer.Sgd(RATE, 0.5, false),
        new Optimizer.Sgd(RATE, 0.9, false),
        new Optimizer.Sgd(RATE, 0.5, true),
        new Optimizer.Sgd(RATE, 0.9, true));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isWhereDescentBeginsToDiverge(Optimizer.Sgd rule) {
    double bound = rule.largestStableCurvature(RATE);
    assertThat(distanceAfterDescent(rule, 0.98 * bound)).isLessThan(1);
    assertThat(distanceAfterDescent(rule, 1.02 * bound)).isGreaterThan(1e3);
  }

  private static double distanceAfterDescent(Optimizer.Sgd rule, double curvature) {
    Matrix w = Matrix.zeros(1, 1);
    w.fill(1);
    Matrix gradient = Matrix.zeros(1, 1);
    Matrix[] memory = {Matrix.zeros(1, 1)};
    for (int step = 1; step <= 2000; step++) {
      gradient.set(0, 0, curvature * w.at(0, 0));
      rule.update(w, gradient, memory, RATE, step);
    }
    return Math.abs(w.at(0, 0));
  }

  @Test
  void isNotKnownOfAdaptiveRules() {
    assertThat(new Optimizer.RmsProp(RATE, 0.9, 1e-7).largestStableCurvature(RATE)).isNaN();
    assertThat(new Optimizer.Adam(RATE, 0.9, 0.999, 1e-7).largestStableCurvature(RATE)).isNaN();
  }
}
