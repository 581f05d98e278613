package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static final int DRAWS = 200_000;

  /** Five standard errors of a mean over the draws. */
  private static final double FIVE_SIGMA = 5 / Math.sqrt(DRAWS);

  @Test
  void givesTheSameNumbersOnEveryJvm() {
    RandomStream random = RandomStream.of(42, Purpose.WEIGHTS, 1);
    assertThat(random.uniform()).isEqualTo(0.03375472633327581);
    assertThat(random.gaussian()).isEqualTo(1.4805354590795747);
    assertThat(random.below(1_000_000)).isEqualTo(80803);
  }

  @Test
  void drawsStandardNormals() {
    RandomStream random = RandomStream.of(1, Purpose.BIASES, 0);
    double[] z = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      z[i] = random.gaussian();
    }
    assertThat(Kernels.active().sum(z, 0, DRAWS) / DRAWS).isCloseTo(0, within(FIVE_SIGMA));
    double variance = Kernels.active().dot(z, 0, z, 0, DRAWS) / DRAWS;
    assertThat(variance).isCloseTo(1, within(FIVE_SIGMA * Math.sqrt(2)));
  }

  @Test
  void keepsStreamsApart() {
    double ofWeights = RandomStream.of(7, Purpose.WEIGHTS, 1).uniform();
    assertThat(RandomStream.of(7, Purpose.BIASES, 1).uniform()).isNotEqualTo(ofWeights);
    assertThat(RandomStream.of(7, Purpose.WEIGHTS, 2).uniform()).isNotEqualTo(ofWeights);
    assertThat(RandomStream.of(8, Purpose.WEIGHTS, 1).uniform()).isNotEqualTo(ofWeights);
    assertThat(RandomStream.of(7, Purpose.WEIGHTS, 1).uniform()).isEqualTo(ofWeights);
  }

  @Test
  void staysBelowItsBound() {
    RandomStream random = RandomStream.of(1, Purpose.SPLIT, 0);
    int[] counts = new int[3];
    for (int i = 0; i < DRAWS; i++) {
      counts[random.below(3)]++;
    }
    for (int count : counts) {
      assertThat(count / (double) DRAWS).isCloseTo(1.0 / 3, within(FIVE_SIGMA));
    }
  }

  @Test
  void shufflesIntoAPermutation() {
    int[] elements = IntStream.range(0, 100).toArray();
    RandomStream.of(1, Purpose.SHUFFLE, 1).shuffle(elements);
    assertThat(elements).isNotEqualTo(IntStream.range(0, 100).toArray());
    assertThat(elements).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
  }
}
