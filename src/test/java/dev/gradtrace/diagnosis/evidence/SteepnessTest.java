package dev.gradtrace.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line through x = ±2: the Hessian of its squared error is diag(4, 1). */
class SteepnessTest {

  private static final Dataset DATA =
      Dataset.ofTargets(new double[][] {{2}, {-2}}, new double[][] {{1}, {0}});

  private static final Effort USUAL = Effort.usual();

  private static Steepness of(Optimizer optimizer, double l2, Effort effort) {
    TrainingSpec spec =
        Runs.xor()
            .network(new NetworkSpec(1, List.of(LayerSpec.of(1, Elementwise.LINEAR))))
            .cost(Cost.QUADRATIC)
            .optimizer(optimizer)
            .l2(l2)
            .spec();
    return Steepness.of(spec, spec.initialParameters(), DATA, effort);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0, 1.6, 2, false", "0.6, 0, 2.4, 2, true", "0.6, 0.5, 2.4, 3, false"})
  void isTheRateTimesTheLargestEigenvalue(
      double rate, double momentum, double product, double stable, boolean beyond) {
    Steepness steepness = of(new Optimizer.Sgd(rate, momentum, false), 0, USUAL);
    assertThat(steepness.rateTimesSharpness()).isCloseTo(product, within(1e-9));
    assertThat(steepness.stableBelow()).isCloseTo(stable, within(1e-12));
    assertThat(steepness.isBeyondStable()).isEqualTo(beyond);
    assertThat(steepness.curvature().samples()).isEqualTo(2);
  }

  @Test
  void hasThePenaltyOfTheWeights() {
    Steepness steepness = of(new Optimizer.Sgd(1, 0, false), 3, USUAL);
    assertThat(steepness.rateTimesSharpness()).isCloseTo(4 + 3 / 2.0, within(1e-9));
  }

  @Test
  void isNotKnownOfAdaptiveRulesOrWithoutEffort() {
    assertThat(of(new Optimizer.Adam(0.1, 0.9, 0.999, 1e-7), 0, USUAL)).isNull();
    assertThat(of(new Optimizer.Sgd(1, 0, false), 0, Effort.withoutTrials())).isNull();
  }
}
