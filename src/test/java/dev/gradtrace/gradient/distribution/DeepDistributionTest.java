package dev.gradtrace.gradient.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.LayerPass;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distributions of networks so deep that their gradients leave the range of doubles. */
class DeepDistributionTest {

  private static final MathContext DIGITS = new MathContext(40);
  private static final int UNITS = 6;
  private static final int SAMPLES = 3;

  @Test
  void deltaAndGradientOfFiveHundredSigmoidLayersAreCountedAsExactArithmeticDoes() {
    Network network = network(500, Elementwise.SIGMOID, 1);
    GradientProbe probe = probe(network, SAMPLES);
    Tensors tensors = Tensors.of(network, probe.pass());
    OctaveCounter counter = new OctaveCounter();
    BigDecimal[][] delta = null;
    for (int l = network.depth(); l >= 1; l--) {
      delta =
          delta == null ? outputDelta(probe) : pulledBack(delta, network.weights(l + 1), l, probe);
      assertCounts(counter.count(Tensor.DELTA, tensors, l), delta);
      assertCounts(counter.count(Tensor.WEIGHT_GRADIENT, tensors, l), gradient(delta, l, probe));
    }
    Distribution deepest = counter.count(Tensor.DELTA, tensors, 1);
    assertThat(deepest.lastExponent()).isLessThan(-1074);
    assertThat(deepest.shareLost(NumberFormat.FLOAT32)).isEqualTo(1);
    assertThat(deepest.maxAbs()).isZero();
  }

  private static BigDecimal[][] outputDelta(GradientProbe probe) {
    LayerPass output = probe.pass().output();
    BigDecimal[][] delta = new BigDecimal[output.z().rows()][SAMPLES];
    for (int j = 0; j < SAMPLES; j++) {
      for (int i = 0; i < delta.length; i++) {
        BigDecimal difference =
            exact(output.a().at(i, j)).subtract(exact(probe.pass().targets().at(i, j)));
        delta[i][j] = difference.multiply(exact(output.slope().at(i, j)), DIGITS);
      }
    }
    return delta;
  }

  private static BigDecimal[][] pulledBack(
      BigDecimal[][] behind, Matrix weights, int l, GradientProbe probe) {
    Matrix slope = probe.pass().layer(l).slope();
    BigDecimal[][] delta = new BigDecimal[weights.columns()][SAMPLES];
    for (int j = 0; j < SAMPLES; j++) {
      for (int i = 0; i < delta.length; i++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < behind.length; k++) {
          sum = sum.add(exact(weights.at(k, i)).multiply(behind[k][j]), DIGITS);
        }
        delta[i][j] = sum.multiply(exact(slope.at(i, j)), DIGITS);
      }
    }
    return delta;
  }

  private static BigDecimal[][] gradient(BigDecimal[][] delta, int l, GradientProbe probe) {
    Matrix x = probe.pass().x(l);
    BigDecimal[][] gradient = new BigDecimal[delta.length][x.rows()];
    for (int i = 0; i < delta.length; i++) {
      for (int k = 0; k < x.rows(); k++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int j = 0; j < SAMPLES; j++) {
          sum = sum.add(delta[i][j].multiply(exact(x.at(k, j))), DIGITS);
        }
        gradient[i][k] = sum.divide(BigDecimal.valueOf(SAMPLES), DIGITS);
      }
    }
    return gradient;
  }

  private static void assertCounts(Distribution counted, BigDecimal[][] entries) {
    ExactCounts.assertCounts(counted, Arrays.stream(entries).flatMap(Arrays::stream).toList());
  }

  private static BigDecimal exact(double x) {
    return new BigDecimal(x);
  }

  /**
   * Networks whose δ crosses 2⁻¹⁵⁰ steadily; if it stays close, roundings of subnormals keep it
   * alive for another layer.
   */
  @ParameterizedTest
  @CsvSource({
    "SIGMOID, 90, 1, 1", "SIGMOID, 100, 1, 10", "SIGMOID, 120, 2, 7", "SIGMOID, 140, 1.5, 64",
    "SIGMOID, 200, 0.5, 3", "SIGMOID, 110, 0.3, 32", "TANH, 250, 0.4, 5", "TANH, 300, 0.5, 16",
    "TANH, 400, 0.6, 2", "TANH, 200, 0.2, 100"
  })
  void float32LosesTheLayersThatAReplayInFloat32Loses(
      Elementwise activation, int depth, double gain, int samples) {
    Network network = network(depth, activation, gain);
    GradientProbe probe = probe(network, samples);
    Tensors tensors = Tensors.of(network, probe.pass());
    OctaveCounter counter = new OctaveCounter();
    List<Distribution> deltas =
        IntStream.rangeClosed(1, network.depth())
            .mapToObj(l -> counter.count(Tensor.DELTA, tensors, l))
            .toList();
    List<Integer> zero = Float32Replay.zeroLayers(network, probe, activation);
    assertThat(zero).isNotEmpty().hasSizeLessThan(depth);
    LostLayers lost = LostLayers.of(deltas, NumberFormat.FLOAT32, samples);
    assertThat(lost.layers()).isEqualTo(zero);
    assertThat(lost.inFloat32())
        .startsWith(
            "The gradient of layers 1–" + zero.size() + " would be 0 in float32, as in PyTorch: ");
  }

  /**
   * Forward pass and back-propagation with every number rounded to float32, and the loss averaged
   * first.
   */
  private record Float32Replay(Network network, GradientProbe probe, Elementwise activation) {

    static List<Integer> zeroLayers(Network network, GradientProbe probe, Elementwise activation) {
      return new Float32Replay(network, probe, activation).zeroLayers();
    }

    private List<Integer> zeroLayers() {
      int samples = probe.samples();
      List<float[][]> activations = new ArrayList<>();
      activations.add(floats(probe.pass().inputs(), samples));
      for (int l = 1; l <= network.depth(); l++) {
        activations.add(forward(l, activations.get(l - 1)));
      }
      float[][] delta = null;
      List<Integer> zero = new ArrayList<>();
      for (int l = network.depth(); l >= 1; l--) {
        delta =
            delta == null
                ? averaged(activations.get(l), samples)
                : backward(network.weights(l + 1), delta);
        multiplyBySlope(delta, activations.get(l));
        if (isZero(delta)) {
          zero.add(0, l);
        }
      }
      return zero;
    }

    private float[][] forward(int l, float[][] x) {
      Matrix w = network.weights(l);
      float[][] a = new float[x.length][w.rows()];
      for (int j = 0; j < x.length; j++) {
        for (int i = 0; i < w.rows(); i++) {
          float z = (float) network.biases(l).at(i, 0);
          for (int k = 0; k < w.columns(); k++) {
            z += (float) w.at(i, k) * x[j][k];
          }
          a[j][i] =
              (float) (activation == Elementwise.SIGMOID ? 1 / (1 + Math.exp(-z)) : Math.tanh(z));
        }
      }
      return a;
    }

    private float[][] averaged(float[][] outputs, int samples) {
      float[][] gradient = new float[outputs.length][outputs[0].length];
      for (int j = 0; j < outputs.length; j++) {
        for (int i = 0; i < outputs[j].length; i++) {
          gradient[j][i] = (outputs[j][i] - (float) probe.pass().targets().at(i, j)) / samples;
        }
      }
      return gradient;
    }

    private static float[][] backward(Matrix w, float[][] behind) {
      float[][] gradient = new float[behind.length][w.columns()];
      for (int j = 0; j < behind.length; j++) {
        for (int i = 0; i < w.columns(); i++) {
          for (int k = 0; k < w.rows(); k++) {
            gradient[j][i] += (float) w.at(k, i) * behind[j][k];
          }
        }
      }
      return gradient;
    }

    private void multiplyBySlope(float[][] gradient, float[][] a) {
      for (int j = 0; j < a.length; j++) {
        for (int i = 0; i < a[j].length; i++) {
          float slope =
              activation == Elementwise.SIGMOID ? a[j][i] * (1 - a[j][i]) : 1 - a[j][i] * a[j][i];
          gradient[j][i] *= slope;
        }
      }
    }

    private static boolean isZero(float[][] delta) {
      for (float[] sample : delta) {
        for (float entry : sample) {
          if (entry != 0) {
            return false;
          }
        }
      }
      return true;
    }

    private static float[][] floats(Matrix inputs, int samples) {
      float[][] floats = new float[samples][inputs.rows()];
      for (int j = 0; j < samples; j++) {
        for (int i = 0; i < inputs.rows(); i++) {
          floats[j][i] = (float) inputs.at(i, j);
        }
      }
      return floats;
    }
  }

  private static Network network(int depth, Elementwise activation, double gain) {
    LayerSpec hidden =
        new LayerSpec(
            UNITS,
            activation,
            new Initializer.Normal(0, gain / Math.sqrt(UNITS)),
            new Initializer.Normal(0, 0.1),
            true);
    return Network.initial(new NetworkSpec(4, Collections.nCopies(depth, hidden)), depth);
  }

  private static GradientProbe probe(Network network, int samples) {
    RandomStream random = RandomStream.of(11, Purpose.GENERATOR, samples);
    Matrix inputs = Matrix.zeros(4, samples);
    inputs.fillWith(random::gaussian);
    Matrix targets = Matrix.zeros(UNITS, samples);
    targets.fillWith(() -> random.below(2));
    return GradientProbe.of(network, Cost.QUADRATIC, inputs, targets);
  }
}
