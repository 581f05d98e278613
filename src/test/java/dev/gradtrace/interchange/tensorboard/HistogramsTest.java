package dev.gradtrace.interchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Parameters.Layer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.HistogramProto;

/** Histograms, as read by TensorFlow's own classes. */
class HistogramsTest {

  @Test
  void everyEntryLiesInItsBucket() throws InvalidProtocolBufferException {
    double[] weights = {-3, -0.75, -0.5, 0, 0, 0x1p-1074, 0.3, 1, 1.9, 2, 1e300};
    HistogramProto histogram = read(count(weights));
    assertThat(histogram.getNum()).isEqualTo(weights.length);
    assertThat(histogram.getBucketList().stream().mapToDouble(x -> x).sum())
        .isEqualTo(weights.length);
    assertThat(histogram.getBucketLimitList()).isSorted().hasSameSizeAs(histogram.getBucketList());
    double left = histogram.getMin();
    for (int i = 0; i < histogram.getBucketCount(); i++) {
      double from = left;
      double to = histogram.getBucketLimit(i);
      // An octave includes its end that is closer to 0.
      long expected =
          Arrays.stream(weights)
              .filter(
                  x ->
                      x > 0
                          ? x >= from && x < to
                          : x < 0 ? x > from && x <= to : from <= 0 && to > 0)
              .count();
      assertThat(histogram.getBucket(i)).as("%s to %s", from, to).isEqualTo(expected);
      left = to;
    }
    assertThat(histogram.getMin()).isEqualTo(-4);
    assertThat(histogram.getMax())
        .isEqualTo(histogram.getBucketLimit(histogram.getBucketCount() - 1));
  }

  @Test
  void whatLiesBelowTheRangeOfDoublesIsInTheLowestBucket() throws InvalidProtocolBufferException {
    LayerSpec sigmoid =
        new LayerSpec(
            4,
            Elementwise.SIGMOID,
            Initializer.VarianceScaling.LECUN_NORMAL,
            Initializer.Constant.ZEROS,
            true);
    Network network = Network.initial(new NetworkSpec(4, Collections.nCopies(600, sigmoid)), 1);
    Distribution delta = count(Tensor.DELTA, network);
    assertThat(delta.lastExponent()).isLessThan(-1074);
    HistogramProto histogram = read(delta);
    assertThat(histogram.getNum()).isEqualTo(8);
    assertThat(histogram.getMin()).isBetween(-Double.MIN_NORMAL, 0.0);
    assertThat(histogram.getMax()).isBetween(0.0, Double.MIN_NORMAL);
    assertThat(histogram.getBucketList().stream().mapToDouble(x -> x).sum()).isEqualTo(8);
  }

  @Test
  void zerosAloneAreOneBucket() throws InvalidProtocolBufferException {
    HistogramProto histogram = read(count(0, 0, 0));
    assertThat(histogram.getBucketList()).containsExactly(3.0);
    assertThat(histogram.getMin()).isZero();
    assertThat(histogram.getMax()).isZero();
  }

  private static Distribution count(double... weights) {
    Layer layer = Layer.ofRows(new double[][] {weights}, new double[1]);
    NetworkSpec spec =
        new NetworkSpec(weights.length, List.of(LayerSpec.of(1, Elementwise.SIGMOID)));
    return count(Tensor.WEIGHTS, new Network(spec, Parameters.of(List.of(layer))));
  }

  private static Distribution count(Tensor of, Network network) {
    Matrix inputs = Matrix.zeros(network.spec().inputs(), 2);
    Matrix targets = Matrix.zeros(network.spec().outputs(), 2);
    GradientProbe probe = GradientProbe.of(network, Cost.QUADRATIC, inputs, targets);
    return new OctaveCounter().count(of, Tensors.of(network, probe.pass()), 1);
  }

  private static HistogramProto read(Distribution counted) throws InvalidProtocolBufferException {
    return HistogramProto.parseFrom(Buckets.of(counted).toMessage().toByteArray());
  }
}
