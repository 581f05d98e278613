package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

  private static final double[][] VALUES = {{0, 0.2}, {1, 0.4}, {0.6, 0.8}};

  static Stream<Arguments> kinds() {
    DenseSamples.Builder built = new DenseSamples.Builder(2);
    for (double[] sample : VALUES) {
      built.add(sample);
    }
    Samples dense = DenseSamples.of(VALUES);
    Labels labels = Labels.of(new int[] {0, 1, 1}, 2);
    byte[][] blocks = {{0, 51, (byte) 255, 102}, {(byte) 153, (byte) 204}};
    double[] shift = {1, 0};
    double[] factor = {2, 0};
    return Stream.of(
        Arguments.of("dense", dense, VALUES),
        Arguments.of("built", built.build(), VALUES),
        Arguments.of("bytes", new ByteSamples(blocks, 2, 1 / 255.0), VALUES),
        Arguments.of("one-hot", new OneHotSamples(labels), new double[][] {{1, 0}, {0, 1}, {0, 1}}),
        Arguments.of("labels", new LabelSamples(labels), new double[][] {{0}, {1}, {1}}),
        Arguments.of(
            "selected",
            dense.select(new int[] {2, 0, 0}),
            new double[][] {VALUES[2], VALUES[0], VALUES[0]}),
        Arguments.of(
            "selected twice",
            dense.select(new int[] {2, 0}).select(new int[] {1, 0, 1}),
            new double[][] {VALUES[0], VALUES[2], VALUES[0]}),
        Arguments.of(
            "scaled",
            Scaling.Fitted.of(shift, factor).apply(dense),
            new double[][] {{-2, 0}, {0, 0}, {-0.8, 0}}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void copyEachSampleIntoTheColumnAskedForAndNoOther(
      String kind, Samples samples, double[][] expected) {
    assertThat(samples.size()).isEqualTo(expected.length);
    assertThat(samples.length()).isEqualTo(expected[0].length);
    for (int j = 0; j < samples.size(); j++) {
      Matrix target = Matrix.zeros(samples.length(), 3);
      target.fill(7);
      samples.copyTo(j, target, 1);
      double[][] columns = target.toSamples();
      assertThat(columns[1]).as("%s, sample %d", kind, j).containsExactly(expected[j]);
      assertThat(columns[0]).containsOnly(7);
      assertThat(columns[2]).containsOnly(7);
    }
  }
}
