package dev.gradtrace.interchange.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Networks;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.interchange.Tensor;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code and names match; {@code .ci/exports.py} lets PyTorch load them. */
class TorchSequentialTest {

  private static final Provenance PROVENANCE = new Provenance("1.0", "job", List.of());
  private static final Scaling.Fitted NONE =
      Scaling.Fitted.of(new double[3], new double[] {1, 1, 1});

  @Test
  void namesParametersByThePlacesOfTheirModules() {
    LayerSpec plain = Networks.layer(5, Elementwise.LINEAR);
    LayerSpec unbiased =
        new LayerSpec(
            4, new LeakyRelu(0.3), plain.weightInitializer(), plain.biasInitializer(), false);
    Network network =
        Network.initial(
            new NetworkSpec(3, List.of(unbiased, plain, Networks.layer(2, new Softmax()))), 7);
    SafetensorsFile file = TorchSequential.file(ScaledNetwork.of(network, NONE), PROVENANCE);
    assertThat(file.metadata())
        .containsEntry(
            "code",
            "nn.Sequential(nn.Linear(3, 4, bias=False), nn.LeakyReLU(0.3), nn.Linear(4, 5),"
                + " nn.Linear(5, 2), nn.Softmax(dim=-1))")
        .containsEntry("scaling", "none");
    assertThat(file.tensors().stream().map(Tensor::name))
        .containsExactly("0.weight", "2.weight", "2.bias", "3.weight", "3.bias");
    assertThat(file.tensors().get(1).elements()).isSameAs(network.weights(2));
  }

  @Test
  void saysThatTheScalingIsPartOfTheFirstLayer() {
    Scaling.Fitted scaling = Scaling.Fitted.of(new double[] {1, 2, 3}, new double[] {2, 2, 2});
    Network network = Networks.deep(3, 1, 4, Elementwise.TANH);
    SafetensorsFile file = TorchSequential.file(ScaledNetwork.of(network, scaling), PROVENANCE);
    assertThat(file.metadata()).containsEntry("scaling", "folded into 0.weight and 0.bias");
    assertThat(file.tensors().get(0).elements().at(0, 0))
        .isEqualTo(2 * network.weights(1).at(0, 0));
  }

  @Test
  void namesNormalisationsAndBlocksAsModulesDo() {
    NetworkSpec spec =
        new NetworkSpec(
            3,
            List.of(
                Networks.layer(4, Elementwise.RELU)
                    .withNormalization(BatchNorm.DEFAULT)
                    .withDropout(0.2),
                Networks.layer(3, Elementwise.LINEAR),
                Networks.layer(2, Elementwise.LINEAR).withNormalization(new RmsNorm(1e-6, false))),
            List.of(
                new ResidualBlock(
                    1, 2, 0.5, new LayerNorm(1e-3, false, true), ResidualBlock.Position.BEFORE)),
            null,
            0);
    SafetensorsFile file =
        TorchSequential.file(ScaledNetwork.of(Network.initial(spec, 7), NONE), PROVENANCE);
    assertThat(file.metadata().get("code"))
        .isEqualTo(
            "nn.Sequential(type('Residual', (nn.Sequential,), {'forward': lambda self, x: x + 0.5 *"
                + " nn.Sequential.forward(self, x)})(nn.LayerNorm(3, eps=0.001, bias=False),"
                + " nn.Linear(3, 4), nn.BatchNorm1d(4, eps=0.001, momentum=0.01), nn.ReLU(),"
                + " nn.Dropout(0.2), nn.Linear(4, 3)), nn.Linear(3, 2),"
                + " nn.RMSNorm(2, eps=1.0E-6, elementwise_affine=False))");
    assertThat(file.tensors().stream().map(Tensor::name))
        .containsExactly(
            "0.0.weight",
            "0.1.weight",
            "0.1.bias",
            "0.2.weight",
            "0.2.bias",
            "0.2.running_mean",
            "0.2.running_var",
            "0.2.num_batches_tracked",
            "0.5.weight",
            "0.5.bias",
            "1.weight",
            "1.bias");
  }

  @Test
  void scalesBeforeANormalisationOfTheInputs() {
    Scaling.Fitted scaling = Scaling.Fitted.of(new double[] {1, 2, 3}, new double[] {2, 2, 0});
    NetworkSpec spec =
        new NetworkSpec(
            3, List.of(Networks.layer(2, new Softmax())), List.of(), LayerNorm.DEFAULT, 0);
    SafetensorsFile file =
        TorchSequential.file(ScaledNetwork.of(Network.initial(spec, 7), scaling), PROVENANCE);
    assertThat(file.metadata())
        .containsEntry("scaling", "x * 0.weight + 0.bias, before anything else");
    assertThat(file.tensors().get(0).elements().toArray()).containsExactly(2, 2, 0);
    assertThat(file.tensors().get(1).elements().toArray()).containsExactly(-2, -4, 0);
  }

  @Test
  void undoesTheScalingOfTargetsInALinearOutputOrBehindAnother() {
    Scaling.Fitted targets = Scaling.Fitted.of(new double[] {7, -2}, new double[] {0.25, 0});
    Network linear =
        Network.initial(new NetworkSpec(3, List.of(Networks.layer(2, Elementwise.LINEAR))), 7);
    SafetensorsFile folded =
        TorchSequential.file(new ScaledNetwork(linear, NONE, targets), PROVENANCE);
    assertThat(folded.metadata()).containsEntry("targetScaling", "undone in 0.weight and 0.bias");
    double[] weights = linear.weights(1).toArray();
    double[] undone = folded.tensors().get(0).elements().toArray();
    for (int k = 0; k < weights.length; k += 2) {
      assertThat(undone[k]).isEqualTo(4 * weights[k]);
      assertThat(undone[k + 1]).isZero();
    }
    Network bounded =
        Network.initial(new NetworkSpec(3, List.of(Networks.layer(2, Elementwise.SIGMOID))), 7);
    SafetensorsFile behind =
        TorchSequential.file(new ScaledNetwork(bounded, NONE, targets), PROVENANCE);
    assertThat(behind.metadata())
        .containsEntry("targetScaling", "undone by y * 2.weight + 2.bias, after everything else");
    assertThat(behind.tensors().get(2).elements().toArray()).containsExactly(4, 0);
    assertThat(behind.tensors().get(3).elements().toArray()).containsExactly(7, -2);
  }

  static Stream<Activation> activations() {
    return Networks.activations().filter(activation -> activation != Elementwise.LINEAR);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void hasAModuleForEveryActivation(Activation activation) {
    SafetensorsFile file =
        TorchSequential.file(
            ScaledNetwork.of(Networks.deep(3, 1, 2, activation), NONE), PROVENANCE);
    assertThat(file.metadata().get("code"))
        .matches("nn\\.Sequential\\(nn\\.Linear\\(3, 2\\), .+\\), nn\\.Linear\\(2, 2\\)\\)");
  }
}
