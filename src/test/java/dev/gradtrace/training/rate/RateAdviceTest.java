package dev.gradtrace.training.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.training.rate.RateCurve.Ending;
import dev.gradtrace.training.rate.RateSuggestion.Rule;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateAdviceTest {

  private static final int STEPS = 60;
  private static final RateRange RANGE = new RateRange(1e-4, 1, STEPS);

  private static RateAdvice advice(Ending ending, double... smoothed) {
    return RateAdvice.of(new RateCurve(RANGE, smoothed, smoothed, ending));
  }

  private static @Nullable Double rate(RateAdvice advice, Rule rule) {
    return advice.suggestions().get(rule.ordinal()).learningRate();
  }

  private static double[] losses(IntToDoubleFunction loss) {
    return IntStream.range(0, STEPS).mapToDouble(loss).toArray();
  }

  @Test
  void saysWhatEachRuleMakesOfAValley() {
    // Flat to 20, down to 1 at 40, up again: the longest fall is 20…40, 21 values.
    RateAdvice advice =
        advice(
            Ending.COMPLETED,
            losses(k -> k <= 20 ? 5 : k <= 40 ? 5 - 0.2 * (k - 20) : 1 + 0.05 * (k - 40)));
    assertThat(advice.suggestions())
        .extracting(RateSuggestion::rule)
        .containsExactly(Rule.values());
    assertThat(rate(advice, Rule.VALLEY)).isEqualTo(RANGE.rate(40 - 21 + 7 + 3));
    assertThat(rate(advice, Rule.MINIMUM_TENTH)).isEqualTo(RANGE.rate(40) / 10);
    assertThat(advice.recommended()).isEqualTo(advice.suggestions().get(0));
    assertThat(advice.suggestions()).allMatch(suggestion -> suggestion.reason().length() > 15);
  }

  @Test
  void theSteepestPlaceIsBeforeTheGreatestFall() {
    RateAdvice advice = advice(Ending.COMPLETED, losses(k -> k < 30 ? 5 - 0.01 * k : 2 - 0.01 * k));
    assertThat(rate(advice, Rule.STEEPEST)).isEqualTo(RANGE.rate(29));
  }

  @Test
  void theFirstTenthDoesNotCountForTheSteepestAndTheLeast() {
    RateAdvice advice =
        advice(Ending.COMPLETED, losses(k -> k == 3 ? 0.1 : k == 50 ? 0.9 : k < 50 ? 1 : 1.1));
    assertThat(rate(advice, Rule.STEEPEST)).isEqualTo(RANGE.rate(49));
    assertThat(rate(advice, Rule.MINIMUM_TENTH)).isEqualTo(RANGE.rate(50) / 10);
  }

  /** The algorithm of fastai on the same losses. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theValleyIsThatOfFastai(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] losses = losses(k -> Math.abs(k - 35) / 20.0 + random.nextDouble());
    int n = losses.length;
    int[] lds = new int[n];
    Arrays.fill(lds, 1);
    int maxStart = 0;
    int maxEnd = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (losses[i] < losses[j] && lds[i] < lds[j] + 1) {
          lds[i] = lds[j] + 1;
        }
        if (lds[maxEnd] < lds[i]) {
          maxEnd = i;
          maxStart = maxEnd - lds[maxEnd];
        }
      }
    }
    double sections = (maxEnd - maxStart) / 3.0;
    int index = maxStart + (int) sections + (int) (sections / 2);
    assertThat(rate(advice(Ending.COMPLETED, losses), Rule.VALLEY)).isEqualTo(RANGE.rate(index));
  }

  @Test
  void whereTheLossOnlyRisesATenthOfTheLeastIsRecommended() {
    RateAdvice advice = advice(Ending.COMPLETED, losses(k -> 1 + 0.01 * k));
    assertThat(rate(advice, Rule.VALLEY)).isNull();
    assertThat(rate(advice, Rule.STEEPEST)).isNull();
    assertThat(rate(advice, Rule.MINIMUM_TENTH)).isEqualTo(RANGE.rate(6) / 10);
    assertThat(advice.recommended()).isEqualTo(advice.suggestions().get(2));
  }

  @Test
  void thatWhoseTrialCameFurthestIsRecommended() {
    RateAdvice untried =
        advice(
            Ending.COMPLETED,
            losses(k -> k <= 20 ? 5 : k <= 40 ? 5 - 0.2 * (k - 20) : 1 + 0.05 * (k - 40)));
    RateTrial good = new RateTrial(3, 100, 0.4, 0.8);
    assertThat(recommended(untried, Map.of(Rule.VALLEY, good, Rule.STEEPEST, good)))
        .isEqualTo(Rule.VALLEY);
    assertThat(
            recommended(
                untried,
                Map.of(Rule.VALLEY, good, Rule.STEEPEST, new RateTrial(3, 100, 0.9, 0.81))))
        .isEqualTo(Rule.STEEPEST);
    assertThat(
            recommended(
                untried,
                Map.of(
                    Rule.VALLEY,
                    new RateTrial(3, 100, Double.POSITIVE_INFINITY, Double.NaN),
                    Rule.MINIMUM_TENTH,
                    new RateTrial(3, 100, 7, Double.NaN))))
        .isEqualTo(Rule.MINIMUM_TENTH);
  }

  private static Rule recommended(RateAdvice untried, Map<Rule, RateTrial> trials) {
    return Objects.requireNonNull(
            new RateAdvice(untried.curve(), untried.suggestions(), trials).recommended())
        .rule();
  }

  @Test
  void aConstantLossSuggestsNothing() {
    RateAdvice advice = advice(Ending.COMPLETED, losses(k -> 0.7));
    assertThat(advice.suggestions()).allMatch(suggestion -> suggestion.learningRate() == null);
    assertThat(advice.suggestions()).allMatch(suggestion -> suggestion.reason().length() > 15);
    assertThat(advice.recommended()).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aTestThatEndsAtOnceSuggestsNothing(double loss) {
    RateAdvice advice = advice(Ending.NOT_FINITE, loss);
    assertThat(advice.suggestions()).allMatch(suggestion -> suggestion.learningRate() == null);
    assertThat(advice.recommended()).isNull();
  }

  @Test
  void theLossThatIsNotFiniteIsNoPartOfTheFall() {
    double[] falling = losses(k -> k == STEPS - 1 ? Double.NEGATIVE_INFINITY : 5 - 0.05 * k);
    RateAdvice advice = advice(Ending.NOT_FINITE, falling);
    assertThat(rate(advice, Rule.VALLEY)).isEqualTo(RANGE.rate(58 - 59 + 19 + 9));
    assertThat(rate(advice, Rule.MINIMUM_TENTH)).isEqualTo(RANGE.rate(58) / 10);
  }
}
