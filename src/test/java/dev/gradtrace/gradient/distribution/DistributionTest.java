package dev.gradtrace.gradient.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.ScaledMatrix;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 7, -1000, -150, -134, -25, 1000})
  void countsWhatExactArithmeticCounts(int exponent) {
    double[] entries = entries();
    Distribution counted = count(exponent, entries);
    assertThat(counted.count()).isEqualTo(entries.length);
    assertThat(counted.zero()).isEqualTo(2);
    assertThat(counted.nonFinite()).isEqualTo(3);
    List<BigDecimal> exact = exact(entries, exponent).filter(x -> x.signum() != 0).toList();
    ExactCounts.assertCounts(counted, exact);
    List<BigDecimal> sizes = exact.stream().map(BigDecimal::abs).sorted().toList();
    assertThat(counted.minAbs()).isEqualTo(sizes.get(0).doubleValue());
    assertThat(counted.maxAbs()).isEqualTo(sizes.get(sizes.size() - 1).doubleValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -100, -120, -20, 10})
  void sharesAreOfWhatRoundsToZero(int exponent) {
    double[] entries = entries();
    Distribution counted = count(exponent, entries);
    int[] zeroUpTo = {-150, -134, -25};
    for (NumberFormat format : NumberFormat.values()) {
      BigDecimal bound = ExactCounts.power(zeroUpTo[format.ordinal()]);
      long lost =
          exact(entries, exponent)
              .filter(x -> x.signum() != 0 && x.abs().compareTo(bound) <= 0)
              .count();
      assertThat(counted.lost()[format.ordinal()]).as("%s", format).isEqualTo(lost);
    }
    assertThat(counted.aboveFloat16())
        .isEqualTo(
            exact(entries, exponent)
                .filter(x -> x.abs().compareTo(BigDecimal.valueOf(65520)) >= 0)
                .count());
  }

  @Test
  void roundingToFloat32AgreesWithTheHardware() {
    for (double x : new double[] {0x1p-149, 0x1p-150, 0x1.0000000000001p-150, 0x1.8p-151}) {
      Distribution counted = count(0, x);
      assertThat(counted.shareLost(NumberFormat.FLOAT32)).isEqualTo((float) x == 0 ? 1 : 0);
    }
  }

  @Test
  void extremesKeepTheirLogarithmBelowTheRangeOfDoubles() {
    Distribution counted = count(-3000, -0.5, 0.001, 0);
    assertThat(counted.minAbs()).isZero();
    assertThat(counted.minAbsLog10()).isCloseTo(-3 - 3000 * Math.log10(2), within(1e-10));
    assertThat(counted.maxAbsLog10()).isCloseTo(-3001 * Math.log10(2), within(1e-10));
    assertThat(counted.firstExponent()).isEqualTo(-3010);
  }

  @Test
  void aMatrixOfZerosHasNoOctaves() {
    Distribution counted = new OctaveCounter().count(new ScaledMatrix(Matrix.zeros(3, 4), 5));
    assertThat(counted.zero()).isEqualTo(12);
    assertThat(counted.positive()).isEmpty();
    assertThat(counted.negative()).isEmpty();
    assertThat(counted.minAbsLog10()).isNaN();
    assertThat(counted.shareLost(NumberFormat.FLOAT16)).isNaN();
  }

  @Test
  void aCounterRemembersNothing() {
    OctaveCounter counter = new OctaveCounter();
    for (int exponent : new int[] {0, -134, 40, 0}) {
      ScaledMatrix matrix = new ScaledMatrix(Matrix.ofColumns(1, entries()), exponent);
      assertThat(counter.count(matrix))
          .usingRecursiveComparison()
          .isEqualTo(new OctaveCounter().count(matrix));
      ScaledMatrix nothing =
          new ScaledMatrix(Matrix.ofColumns(1, new double[] {0, Double.NaN}), exponent);
      assertThat(counter.count(nothing).counted()).isZero();
      assertThat(counter.count(nothing).count()).isEqualTo(2);
    }
  }

  @Test
  void differencesAreRoundedToDoubles() {
    Matrix after = Matrix.ofColumns(1, new double[] {1, 1 + 0x1p-52, 3, 0x1p-1074, -2});
    Matrix before = Matrix.ofColumns(1, new double[] {1, 1, 0x1p-60, 0, -1});
    Distribution counted = new OctaveCounter().countDifference(after, before);
    assertThat(counted.zero()).isEqualTo(1);
    assertThat(counted.firstExponent()).isEqualTo(-1074);
    assertThat(counted.lastExponent()).isEqualTo(1);
    assertThat(counted.negative()[1074]).isEqualTo(1);
    assertThat(counted.positive()[1074 - 52]).isEqualTo(1);
    assertThat(counted.counted()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 784})
  void vanishesWhatIsAtMostHalfTheSmallestNumberOfTheFormat(int m) {
    double bound = m * 0x1p-150;
    assertThat(count(0, bound, -0x1p-200, 0).vanishes(NumberFormat.FLOAT32, m)).isTrue();
    assertThat(count(0, Math.nextUp(bound)).vanishes(NumberFormat.FLOAT32, m)).isFalse();
    assertThat(count(-3000, bound).vanishes(NumberFormat.FLOAT32, m)).isTrue();
    assertThat(count(3000, bound).vanishes(NumberFormat.FLOAT32, m)).isFalse();
    assertThat(count(-1, Math.nextUp(2 * bound)).vanishes(NumberFormat.FLOAT32, m)).isFalse();
    assertThat(count(0, 0, -0.0).vanishes(NumberFormat.FLOAT32, m)).isTrue();
    assertThat(count(0, 0, Double.NaN).vanishes(NumberFormat.FLOAT32, m)).isFalse();
  }

  private static Distribution count(int exponent, double... entries) {
    return new OctaveCounter()
        .count(new ScaledMatrix(Matrix.ofColumns(1, entries.clone()), exponent));
  }

  private static double[] entries() {
    RandomStream random = RandomStream.of(3, Purpose.GENERATOR, 0);
    double[] entries = new double[5000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Math.scalb(random.gaussian(), random.below(80) - 60);
    }
    double[] special = {
      0,
      -0.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      1,
      -1,
      0x1p-25,
      0x1p-150,
      -0x1p-134,
      65520,
      65519,
      Double.MAX_VALUE,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      -0x1p-1060
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
    return x.multiply(ExactCounts.power(exponent));
  }
}
