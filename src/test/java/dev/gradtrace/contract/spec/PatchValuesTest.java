package dev.gradtrace.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PatchValuesTest {

  private static final double ODD = 0.1 + 0.2;

  static Stream<LayerSpec> layers() {
    List<Activation> activations = new ArrayList<>(List.of(Elementwise.values()));
    activations.addAll(List.of(new LeakyRelu(ODD), new Elu(ODD), new Softmax()));
    List<Initializer> initializers = new ArrayList<>(List.of(Initializer.VarianceScaling.values()));
    initializers.addAll(
        List.of(
            Initializer.Constant.ZEROS,
            Initializer.Constant.ONES,
            new Initializer.Constant(-0.0),
            new Initializer.Constant(ODD),
            new Initializer.Normal(ODD, 1),
            new Initializer.Uniform(-ODD, ODD),
            new Initializer.Orthogonal(ODD)));
    return Stream.concat(
        activations.stream().map(activation -> LayerSpec.of(3, activation)),
        initializers.stream()
            .map(one -> new LayerSpec(3, Elementwise.TANH, one, Initializer.Constant.ONES, false)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aPatchOfLayersIsReadAsTheNetworkThatAJobEchoes(LayerSpec layer) {
    NetworkSpec network =
        new NetworkSpec(2, List.of(layer, layer, LayerSpec.of(1, Elementwise.LINEAR)));
    String body = "{\"inputs\": 2, \"layers\": %s}".formatted(PatchValues.json(network));
    assertThat(NetworkRequest.of(read(body))).isEqualTo(NetworkRequest.of(network));
  }

  private static NetworkSpec read(String body) {
    return BodyReader.read(NetworkRequest.class, body).to(given -> given.toSpec(Limits.NONE));
  }

  static Stream<NetworkSpec> networksWithBlocks() {
    LayerSpec wide = LayerSpec.of(5, Elementwise.RELU).withDropout(0.5);
    LayerSpec narrow = LayerSpec.of(3, Elementwise.TANH).withNormalization(BatchNorm.DEFAULT);
    LayerSpec output = LayerSpec.of(1, Elementwise.LINEAR);
    return Stream.of(
        new NetworkSpec(
            3,
            List.of(wide, wide, narrow, wide, wide, narrow, narrow, narrow, output),
            List.of(
                new ResidualBlock(1, 3, 0.5, RmsNorm.DEFAULT, ResidualBlock.Position.AFTER),
                new ResidualBlock(4, 6, 0.5, RmsNorm.DEFAULT, ResidualBlock.Position.AFTER)),
            null,
            0),
        new NetworkSpec(
            3,
            List.of(narrow, narrow, narrow, output),
            List.of(ResidualBlock.plain(2, 2, 1)),
            null,
            0));
  }

  @ParameterizedTest
  @MethodSource("networksWithBlocks")
  void aPatchOfLayersKeepsTheirBlocks(NetworkSpec network) {
    String body = "{\"inputs\": 3, \"layers\": %s}".formatted(PatchValues.json(network));
    assertThat(read(body)).isEqualTo(network);
  }

  @Test
  void aPatchCountsEqualBlocksAndEqualLayersInside() {
    NetworkSpec network = networksWithBlocks().findFirst().orElseThrow();
    JsonNode layers = PatchValues.json(network);
    assertThat(layers).hasSize(3);
    assertThat(layers.at("/0/repeat").asInt()).isEqualTo(2);
    assertThat(layers.at("/0/residual")).hasSize(2);
    assertThat(layers.at("/0/residual/0/repeat").asInt()).isEqualTo(2);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            new NetworkSpec(
                2,
                List.of(
                    hidden(new LeakyRelu(0.01)), hidden(new LeakyRelu(0.01)), hidden(new Elu(1)))),
            "[{'units':3,'activation':'leaky_relu','negativeSlope':0.01,"
                + "'weightInitializer':{'name':'normal','mean':0.0,'stddev':0.5},"
                + "'biasInitializer':{'name':'constant','value':0.0},'useBias':true,'repeat':2},"
                + "{'units':3,'activation':'elu','alpha':1.0,"
                + "'weightInitializer':{'name':'normal','mean':0.0,'stddev':0.5},"
                + "'biasInitializer':{'name':'constant','value':0.0},'useBias':true}]"),
        Arguments.of(
            new Optimizer.Adam(0.003, 0.9, 0.999, 1e-7), "{'name':'adam','learningRate':0.003}"),
        Arguments.of(new Optimizer.Sgd(0.01, 0.9, false), "{'name':'sgd','momentum':0.9}"),
        Arguments.of(
            new EarlyStopping(EarlyStopping.StoppingMetric.VALIDATION_LOSS, 5, 0),
            "{'metric':'validation_loss','patience':5}"),
        Arguments.of(Cost.BINARY_CROSS_ENTROPY, "'binary_cross_entropy'"),
        Arguments.of(Scaling.STANDARD, "'standard'"),
        Arguments.of(100L, "100"),
        Arguments.of(1e-5, "1.0E-5"),
        Arguments.of(null, "null"),
        Arguments.of(List.of(Map.of("units", 3)), "[{'units':3}]"));
  }

  private static LayerSpec hidden(Activation activation) {
    return new LayerSpec(
        3, activation, new Initializer.Normal(0, 0.5), Initializer.Constant.ZEROS, true);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aPatchSaysNoMoreThanItMust(Object value, String text) {
    assertThat(PatchValues.json(value)).hasToString(text.replace('\'', '"'));
  }
}
