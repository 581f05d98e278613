package dev.gradtrace.training.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateRangeTest {

  /** Relative: two powers and a product. */
  private static final double ROUNDING = 1e-14;

  @ParameterizedTest
  @CsvSource({"1e-7, 10, 100", "0.5, 0.6, 10", "1e-300, 1e300, 1000", "4.9e-324, 1.7e308, 10"})
  void beginsAndEndsWhereItWasToldTo(double from, double to, int steps) {
    RateRange range = new RateRange(from, to, steps);
    assertThat(range.rate(0)).isEqualTo(from);
    assertThat(range.rate(steps - 1)).isEqualTo(to);
    for (int k = 1; k < steps; k++) {
      assertThat(range.rate(k)).as("rate %d", k).isGreaterThan(range.rate(k - 1)).isFinite();
    }
  }

  @Test
  void isSpacedEvenlyOnALogarithmicScale() {
    RateRange range = new RateRange(1e-7, 10, 100);
    for (int k = 0; k < 100; k++) {
      double expected = 1e-7 * Math.pow(10 / 1e-7, k / 99.0);
      assertThat(range.rate(k) / expected).as("rate %d", k).isCloseTo(1, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 100, from",
    "-1, 1, 100, from",
    "NaN, 1, 100, from",
    "Infinity, 1, 100, from",
    "1, 1, 100, to",
    "2, 1, 100, to",
    "1, Infinity, 100, to",
    "1, NaN, 100, to",
    "1, 2, 9, steps",
    "1, 2, 1001, steps",
    "1, 2, 1000000000, steps",
    "0, 0, 0, from to steps"
  })
  void isRefusedWithEveryFault(double from, double to, int steps, String pointers) {
    InvalidSpec refusal =
        catchThrowableOfType(InvalidSpec.class, () -> new RateRange(from, to, steps));
    assertThat(refusal.faults())
        .extracting(Fault::pointer)
        .extracting(pointer -> pointer.replace("/", ""))
        .containsExactly(pointers.split(" "));
  }
}
