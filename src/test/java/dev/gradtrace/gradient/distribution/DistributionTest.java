package dev.gradtrace.gradient.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  @ParameterizedTest
  @ValueSource(ints = {0, 7, -1000, -150, -134, -25, 1000})
  void countsWhatExactArithmeticCounts(int exponent) {
    double[] entries = entries();
    Distribution counted = Distribution.of(Matrix.ofColumns(1, entries), exponent);
    assertThat(counted.count()).isEqualTo(entries.length);
    assertThat(counted.zero()).isEqualTo(2);
    assertThat(counted.nonFinite()).isEqualTo(3);
    for (int k = 0; k < counted.positive().length; k++) {
      BigDecimal from = power(counted.firstExponent() + k);
      BigDecimal to = power(counted.firstExponent() + k + 1);
      assertThat(counted.positive()[k]).as("octave %d", k).isEqualTo(
          exact(entries, exponent).filter(x -> lies(x, from, to)).count());
      assertThat(counted.negative()[k]).as("octave −%d", k).isEqualTo(
          exact(entries, exponent).filter(x -> lies(x.negate(), from, to)).count());
    }
    long all = Arrays.stream(counted.positive()).sum() + Arrays.stream(counted.negative()).sum();
    assertThat(all).isEqualTo(entries.length - 5);
    int last = counted.positive().length - 1;
    assertThat(counted.positive()[0] + counted.negative()[0]).isPositive();
    assertThat(counted.positive()[last] + counted.negative()[last]).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -100, -120, -20, 10})
  void sharesAreOfWhatRoundsToZero(int exponent) {
    double[] entries = entries();
    Distribution counted = Distribution.of(Matrix.ofColumns(1, entries), exponent);
    int[] zeroUpTo = {-150, -134, -25};
    for (NumberFormat format : NumberFormat.values()) {
      BigDecimal bound = power(zeroUpTo[format.ordinal()]);
      long lost = exact(entries, exponent)
          .filter(x -> x.signum() != 0 && x.abs().compareTo(bound) <= 0).count();
      assertThat(counted.lost()[format.ordinal()]).as("%s", format).isEqualTo(lost);
    }
    assertThat(counted.aboveFloat16()).isEqualTo(
        exact(entries, exponent)
            .filter(x -> x.abs().compareTo(BigDecimal.valueOf(65520)) >= 0).count());
  }

  @Test
  void roundingToFloat32AgreesWithTheHardware() {
    for (double x : new double[] {0x1p-149, 0x1p-150, 0x1.0000000000001p-150, 0x1.8p-151}) {
      Distribution counted = Distribution.of(Matrix.ofColumns(1, new double[] {x}), 0);
      assertThat(counted.shareLost(NumberFormat.FLOAT32)).isEqualTo((float) x == 0 ? 1 : 0);
    }
  }

  @Test
  void extremesKeepTheirLogarithmBelowTheRangeOfDoubles() {
    Distribution counted =
        Distribution.of(Matrix.ofColumns(1, new double[] {-0.5, 0.001, 0}), -3000);
    assertThat(counted.minAbs()).isZero();
    assertThat(counted.minAbsLog10()).isCloseTo(-3 - 3000 * Math.log10(2), within(1e-10));
    assertThat(counted.maxAbsLog10()).isCloseTo(-3001 * Math.log10(2), within(1e-10));
    assertThat(counted.firstExponent()).isEqualTo(-3010);
  }

  @Test
  void aMatrixOfZerosHasNoOctaves() {
    Distribution counted = Distribution.of(Matrix.zeros(3, 4), 5);
    assertThat(counted.zero()).isEqualTo(12);
    assertThat(counted.positive()).isEmpty();
    assertThat(counted.negative()).isEmpty();
    assertThat(counted.minAbsLog10()).isNaN();
    assertThat(counted.shareLost(NumberFormat.FLOAT16)).isNaN();
  }

  private static double[] entries() {
    RandomStream random = RandomStream.of(3, Purpose.GENERATOR, 0);
    double[] entries = new double[4000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Math.scalb(random.gaussian(), random.below(80) - 60);
    }
    double[] special = {
      0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, -1, 0x1p-25,
      0x1p-150, -0x1p-134, 65520, 65519, Double.MIN_VALUE, Double.MIN_NORMAL, -0x1p-1060
    };
    System.arraycopy(special, 0, entries, 100, special.length);
    return entries;
  }

  private static Stream<BigDecimal> exact(double[] entries, int exponent) {
    return Arrays.stream(entries)
        .filter(Double::isFinite)
        .mapToObj(x -> scaled(new BigDecimal(x), exponent));
  }

  private static BigDecimal scaled(BigDecimal x, int exponent) {
    return x.multiply(power(exponent));
  }

  private static BigDecimal power(int k) {
    return k >= 0 ? TWO.pow(k) : new BigDecimal(0.5).pow(-k);
  }

  private static boolean lies(BigDecimal x, BigDecimal from, BigDecimal to) {
    return x.compareTo(from) >= 0 && x.compareTo(to) < 0;
  }
}
