package dev.gradtrace.training.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartSharpnessTest {

  /** Of λ_max, relative. */
  private static final double ACCURACY = 1e-6;

  private static Runs neuron() {
    LayerSpec linear = new LayerSpec(1, Elementwise.LINEAR, new Constant(1), Constant.ZEROS, false);
    return Runs.xor()
        .network(new NetworkSpec(2, List.of(linear)))
        .cost(Cost.QUADRATIC)
        .inOrder()
        .batchSize(2);
  }

  /** The Hessian of ½(w·x)² over the first two samples is diag(9, 1)/2, over all diag(9, 51)/3. */
  private static Split data() {
    return Split.of(
        Dataset.ofTargets(new double[][] {{3, 0}, {0, 1}, {0, 5}}, new double[][] {{0}, {0}, {0}}));
  }

  @Test
  void isOneOverTheLargestEigenvalueOnTheFirstMiniBatch() {
    RateSuggestion suggestion = StartSharpness.of(neuron().spec(), data());
    assertThat(suggestion.learningRate()).isCloseTo(2.0 / 9, within(ACCURACY));
    assertThat(suggestion.reason()).contains("4.50", "samples: 2", "2/λ_max = 0.444");
  }

  @Test
  void countsThePenalty() {
    RateSuggestion suggestion = StartSharpness.of(neuron().l2(6).spec(), data());
    assertThat(suggestion.learningRate()).isCloseTo(1 / (4.5 + 6.0 / 3), within(ACCURACY));
  }

  @Test
  void adaptiveOptimizersHaveNone() {
    TrainingSpec spec = neuron().optimizer(new Optimizer.Adam(0.1, 0.9, 0.999, 1e-7)).spec();
    RateSuggestion suggestion = StartSharpness.of(spec, data());
    assertThat(suggestion.learningRate()).isNull();
    assertThat(suggestion.reason()).contains("adaptive");
    assertThat(StartSharpness.multiplications(spec, 3)).isZero();
  }

  @Test
  void aFlatCostHasNone() {
    Split flat =
        Split.of(Dataset.ofTargets(new double[][] {{0, 0}, {0, 0}}, new double[][] {{1}, {1}}));
    RateSuggestion suggestion = StartSharpness.of(neuron().spec(), flat);
    assertThat(suggestion.learningRate()).isNull();
    assertThat(suggestion.reason()).contains("no step of descent is too long");
  }

  @Test
  void aHessianThatIsNotFiniteHasNone() {
    Split huge =
        Split.of(Dataset.ofTargets(new double[][] {{1e200, 0}, {0, 1}}, new double[][] {{1}, {1}}));
    RateSuggestion suggestion = StartSharpness.of(neuron().spec(), huge);
    assertThat(suggestion.learningRate()).isNull();
    assertThat(suggestion.reason()).contains("not finite");
  }

  /** A longer step ends higher on the other side. */
  @Test
  void descentIsStableBelowTheBoundAndNotAbove() {
    double bound = 2 * StartSharpness.of(neuron().spec(), data()).learningRate();
    assertThat(lossAfter(0.9 * bound)).isLessThan(lossAfter(0));
    assertThat(lossAfter(1.1 * bound)).isGreaterThan(lossAfter(0));
  }

  private static double lossAfter(double rate) {
    Split two =
        Split.of(Dataset.ofTargets(new double[][] {{3, 0}, {0, 1}}, new double[][] {{0}, {0}}));
    RateRange range = new RateRange(Math.max(rate, 1e-300), Math.max(2 * rate, 1e-299), 10);
    return RateSweep.of(neuron().spec(), two, range).losses()[1];
  }
}
