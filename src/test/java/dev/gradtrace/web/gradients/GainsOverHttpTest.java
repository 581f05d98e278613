package dev.gradtrace.web.gradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * log₁₀‖δˡ‖ is log₁₀‖∂C/∂aᴸ‖ and the gains of all that lies behind it: activations and
 * normalisations of layers L…l, weights and junctions of layers L−1…l.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GainsOverHttpTest {

  private static final double PROMISED = 1e-9;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void service() {
    service = new Service(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "tanh", "relu"})
  void addUpInAPlainNetwork(String activation) {
    JsonNode look =
        look("{'units': 9, 'activation': '%s', 'repeat': 30}".formatted(activation), "training");
    assertGainsAddUp(look);
    for (int l = 1; l < 31; l++) {
      JsonNode layer = look.get("layers").get(l - 1);
      assertThat(layer.get("junctionGainLog10").asDouble(1)).isZero();
      assertThat(layer.get("normalizationGainLog10").isNull()).isTrue();
      assertThat(layer.get("block").isNull()).isTrue();
    }
    assertThat(look.get("flow").has("blocks")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "batch_norm,before_activation,training",
    "batch_norm,after_activation,training",
    "batch_norm,before_activation,inference",
    "layer_norm,before_activation,training",
    "layer_norm,after_activation,inference",
    "rms_norm,after_activation,training"
  })
  void addUpPastNormsDropoutAndBlocks(String norm, String position, String mode) {
    String layer =
        """
        {'units': 9, 'activation': 'tanh', 'dropout': 0.2,
         'normalization': {'name': '%s', 'position': '%s'}}
        """
            .formatted(norm, position);
    String blocks =
        """
        {'residual': [%1$s, {'units': 9, 'activation': 'linear'}], 'scale': 0.7, 'repeat': 4,
         'normalization': {'name': '%2$s'}, 'normalizationPosition': 'before'},
        {'residual': [%1$s], 'normalization': {'name': '%2$s'}, 'normalizationPosition': 'after'}
        """
            .formatted(layer, norm);
    JsonNode look = look(layer + "," + blocks, mode);
    assertGainsAddUp(look);
    List<String> numbers =
        look.get("layers").valueStream().map(one -> one.get("block").toString()).toList();
    assertThat(numbers)
        .containsExactly("null", "1", "1", "2", "2", "3", "3", "4", "4", "5", "null");
    assertThat(look.at("/flow/blocks").valueStream().map(block -> block.get("block").asInt()))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(look.at("/flow/conditions").isMissingNode())
        .isEqualTo(!norm.equals("batch_norm") || mode.equals("inference"));
  }

  /** What a block hands on is what the next takes in, so that both ends have one gradient there. */
  @Test
  void blocksFollowEachOther() {
    JsonNode flow =
        look("{'residual': [{'units': 4, 'activation': 'sigmoid'}], 'repeat': 20}", "training")
            .get("flow");
    double[] inputs = flow.get("blocks").valueStream().mapToDouble(in("input")).toArray();
    double[] outputs = flow.get("blocks").valueStream().mapToDouble(in("output")).toArray();
    for (int k = 1; k < 20; k++) {
      assertThat(inputs[k]).isCloseTo(outputs[k - 1], within(PROMISED));
    }
    double mean = Arrays.stream(inputs).average().orElseThrow();
    double slope = 0;
    for (int k = 0; k < 20; k++) {
      slope += (k - 9.5) * (inputs[k] - mean);
    }
    assertThat(flow.get("slopePerBlock").asDouble()).isCloseTo(slope / 665, within(PROMISED));
  }

  private static ToDoubleFunction<JsonNode> in(String end) {
    return block -> block.get(end + "GradientLog10").asDouble();
  }

  private static void assertGainsAddUp(JsonNode look) {
    JsonNode layers = look.get("layers");
    double sum = look.at("/flow/costGradientLog10").asDouble();
    for (int l = layers.size(); l >= 1; l--) {
      JsonNode layer = layers.get(l - 1);
      if (l < layers.size()) {
        sum += layer.get("weightGainLog10").asDouble();
        sum += layer.get("junctionGainLog10").asDouble();
      }
      sum += layer.get("activationGainLog10").asDouble();
      sum += layer.get("normalizationGainLog10").asDouble(0);
      assertThat(layer.get("deltaLog10").asDouble())
          .as("layer %d", l)
          .isCloseTo(sum, within(PROMISED));
    }
  }

  /** The four features of iris go in, softmax and cross-entropy come last. */
  private JsonNode look(String hidden, String mode) {
    ObjectNode body =
        (ObjectNode)
            Service.json(
                """
                {'network': {'inputs': 4, 'weightInitializer': {'name': 'he_normal'},
                  'layers': [%s, {'units': 3, 'activation': 'softmax'}]},
                 'cost': 'categorical_cross_entropy', 'seed': 3,
                 'batch': {'dataset': {'id': 'iris'}, 'first': 60}}
                """
                    .formatted(hidden));
    return service.post("/v1/gradients", body.put("mode", mode), 200);
  }
}
