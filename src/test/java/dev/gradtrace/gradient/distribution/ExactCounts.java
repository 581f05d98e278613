package dev.gradtrace.gradient.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts numbers by sign and octave one by one, by comparison with powers of two. */
final class ExactCounts {

  private static final Map<Integer, BigDecimal> POWERS = new ConcurrentHashMap<>();

  private ExactCounts() {}

  /**
   * @param entries non-zero numbers
   */
  static void assertCounts(Distribution counted, Collection<BigDecimal> entries) {
    int[] negative = new int[counted.octaves()];
    int[] positive = new int[counted.octaves()];
    for (BigDecimal entry : entries) {
      int k = octave(entry.abs()) - counted.firstExponent();
      (entry.signum() < 0 ? negative : positive)[k]++;
    }
    assertThat(counted.negative()).isEqualTo(negative);
    assertThat(counted.positive()).isEqualTo(positive);
    assertThat(counted.counted()).isEqualTo(entries.size());
    int last = counted.octaves() - 1;
    assertThat(counted.positive()[0] + counted.negative()[0]).isPositive();
    assertThat(counted.positive()[last] + counted.negative()[last]).isPositive();
  }

  /** ⌊log₂ x⌋ for any x above 0. */
  private static int octave(BigDecimal x) {
    int octave = (int) Math.ceil((x.precision() - x.scale()) / Math.log10(2));
    while (power(octave).compareTo(x) > 0) {
      octave--;
    }
    return octave;
  }

  /** 2ᵏ, exact. */
  static BigDecimal power(int k) {
    return POWERS.computeIfAbsent(
        k, exponent -> new BigDecimal(exponent < 0 ? "0.5" : "2").pow(Math.abs(exponent)));
  }
}
