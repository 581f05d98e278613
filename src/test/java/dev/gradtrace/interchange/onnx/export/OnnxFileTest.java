package dev.gradtrace.interchange.onnx.export;

import static dev.gradtrace.network.Elementwise.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.MixedNetworks;
import dev.gradtrace.interchange.Networks;
import dev.gradtrace.interchange.PlacedNormalization;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes for exported models what the service computes for the networks. */
class OnnxFileTest {

  /** Relative to the larger of 1 and the output: sums have another order there. */
  private static final double TOLERANCE = 1e-12;

  /** The class names need escapes in JSON. */
  private static final Provenance PROVENANCE =
      new Provenance("1.0", "job", List.of("gr\u00fcn", "\"red\""));

  static Stream<Activation> activations() {
    return Networks.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void agreesForEveryActivation(Activation activation) throws Exception {
    agrees(Networks.deep(5, 1, 7, activation), Networks.inputs(40, 5, 2));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void agreesInDepth(Activation activation) throws Exception {
    int depth = activation == Elementwise.EXPONENTIAL ? 2 : 60;
    agrees(Networks.deep(5, depth, 12, activation), Networks.inputs(10, 5, 1));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void agreesAtAnySaturation(Activation activation) throws Exception {
    double farthest = activation == Elementwise.EXPONENTIAL ? 20 : 800;
    double[][] inputs = new double[401][1];
    Arrays.setAll(inputs, i -> new double[] {farthest * (i - 200) / 200});
    Network network = identity(activation);
    double[][] ours = Networks.answer(network, inputs);
    double[][] theirs = run(network, Scaling.Fitted.of(new double[1], new double[] {1}), inputs);
    for (int i = 0; i < inputs.length; i++) {
      double expected = ours[i][0];
      assertThat(theirs[i][0])
          .as("σ(%s)", inputs[i][0])
          .isCloseTo(expected, within(allowed(activation, expected)));
    }
  }

  /**
   * Allowed difference: ONNX Runtime computes the logistic function as 1 − 1/(1 + eᶻ) for negative
   * z, and silu as 0 where e⁻ᶻ overflows.
   */
  private static double allowed(Activation activation, double expected) {
    return activation == Elementwise.SIGMOID ? TOLERANCE : TOLERANCE * Math.abs(expected) + 1e-300;
  }

  @Test
  void keepsSoftmaxStable() throws Exception {
    double[][] inputs = {{800, -800}, {-800, -800}, {800, 799}};
    NetworkSpec two = new NetworkSpec(2, List.of(LayerSpec.of(2, new Softmax())));
    Parameters parameters =
        Parameters.of(
            List.of(Parameters.Layer.ofRows(new double[][] {{1, 0}, {0, 1}}, new double[2])));
    agrees(new Network(two, parameters), inputs);
  }

  @Test
  void takesInputsAsTheDatasetHadThem() throws Exception {
    Scaling.Fitted scaling =
        Scaling.Fitted.of(new double[] {1, -2, 30}, new double[] {0.5, 0, 1e-3});
    Network network = Networks.deep(3, 2, 4, Elementwise.TANH);
    double[][] raw = {{3, 4, 1000}, {-1, 2, -500}};
    double[][] scaled = {{1, 0, 0.97}, {-1, 0, -0.53}};
    close(run(network, scaling, raw), Networks.answer(network, scaled));
  }

  @Test
  void answersInTheUnitsOfTheTargets() throws Exception {
    Scaling.Fitted none = Scaling.Fitted.identity(3);
    Scaling.Fitted targets = Scaling.Fitted.of(new double[] {7, -2}, new double[] {0.25, 0});
    double[][] inputs = {{3, 4, 1}, {-1, 2, -0.5}};
    for (Elementwise output : List.of(Elementwise.LINEAR, Elementwise.SIGMOID)) {
      List<LayerSpec> layers = List.of(LayerSpec.of(4, Elementwise.TANH), LayerSpec.of(2, output));
      Network network = Network.initial(new NetworkSpec(3, layers), 5);
      double[][] expected = Networks.answer(network, inputs);
      for (double[] answer : expected) {
        answer[0] = answer[0] / 0.25 + 7;
        answer[1] = -2;
      }
      close(run(new ScaledNetwork(network, none, targets), inputs), expected);
    }
  }

  @Test
  void leavesOutBiasesThatAreNone() throws Exception {
    LayerSpec plain = LayerSpec.of(3, Elementwise.RELU);
    LayerSpec unbiased =
        new LayerSpec(
            3, Elementwise.RELU, plain.weightInitializer(), plain.biasInitializer(), false);
    Network network = Network.initial(new NetworkSpec(2, List.of(unbiased, plain)), 3);
    agrees(network, Networks.inputs(5, 2, 1));
  }

  static Stream<Network> mixed() {
    return MixedNetworks.first(120);
  }

  @ParameterizedTest
  @MethodSource("mixed")
  void agreesWithNormalisationsSkipsAndMasks(Network network) throws Exception {
    int inputs = network.spec().inputs();
    double[] shift = new double[inputs];
    double[] factor = new double[inputs];
    Arrays.setAll(shift, i -> i - 0.3);
    Arrays.setAll(factor, i -> 1 / (1.0 + i));
    double[][] raw = Networks.inputs(6, inputs, 2);
    double[][] scaled = new double[raw.length][inputs];
    for (int i = 0; i < raw.length; i++) {
      double[] sample = raw[i];
      Arrays.setAll(scaled[i], j -> (sample[j] - shift[j]) * factor[j]);
    }
    close(run(network, Scaling.Fitted.of(shift, factor), raw), Networks.answer(network, scaled));
  }

  /** Neither variance nor ε, so that there is nothing to divide by. */
  @Test
  void agreesWhereNothingVaries() throws Exception {
    LayerSpec constant =
        new LayerSpec(
            3, Elementwise.LINEAR, Initializer.Constant.ZEROS, new Initializer.Constant(2), true);
    for (Normalization kind :
        List.of(
            new Normalization.LayerNorm(0, true, true),
            new Normalization.BatchNorm(0, 0, true, true, MovingVariance.POPULATION))) {
      NetworkSpec spec =
          new NetworkSpec(2, List.of(constant.withNormalization(kind), Networks.layer(2, TANH)));
      Network network = Network.initial(spec, 3);
      PlacedNormalization.of(network, 1).get(0).numbers().movingVariance().fill(0);
      agrees(network, Networks.inputs(4, 2, 1));
    }
  }

  /** One unit with weight 1 and no bias. */
  private static Network identity(Activation activation) {
    return new Network(
        new NetworkSpec(1, List.of(LayerSpec.of(1, activation))),
        Parameters.of(List.of(Parameters.Layer.ofRows(new double[][] {{1}}, new double[1]))));
  }

  private static void agrees(Network network, double[][] inputs) throws Exception {
    double[] ones = new double[network.spec().inputs()];
    Arrays.fill(ones, 1);
    Scaling.Fitted none = Scaling.Fitted.of(new double[ones.length], ones);
    close(run(network, none, inputs), Networks.answer(network, inputs));
  }

  private static void close(double[][] theirs, double[][] ours) {
    for (int i = 0; i < ours.length; i++) {
      for (int j = 0; j < ours[i].length; j++) {
        double allowed = TOLERANCE * Math.max(1, Math.abs(ours[i][j]));
        assertThat(theirs[i][j])
            .as("output %d of sample %d", j, i)
            .isCloseTo(ours[i][j], within(allowed));
      }
    }
  }

  private static double[][] run(Network network, Scaling.Fitted scaling, double[][] inputs)
      throws Exception {
    return run(ScaledNetwork.of(network, scaling), inputs);
  }

  private static double[][] run(ScaledNetwork scaled, double[][] inputs)
      throws IOException, OrtException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new OnnxFile(PROVENANCE, scaled, Precision.FLOAT64).writeTo(bytes);
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    try (OrtSession session = runtime.createSession(bytes.toByteArray());
        OnnxTensor batch = OnnxTensor.createTensor(runtime, inputs);
        OrtSession.Result result = session.run(Map.of("inputs", batch))) {
      return (double[][]) result.get("outputs").orElseThrow().getValue();
    }
  }
}
