package dev.gradtrace.web.networks;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** How answers echo a network, and that an echo means what was sent. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class EffectiveNetworkTest {

  private static final String NETWORK =
      """
      {'inputs': 2, 'inputNormalization': {'name': 'layer_norm', 'scale': false}, 'inputDropout': 0.25,
       'weightInitializer': {'name': 'torch_linear'}, 'layers': [
        {'units': 3, 'activation': 'tanh', 'normalization': {'name': 'batch_norm'}, 'dropout': 0.5},
        {'residual': [{'units': 4, 'activation': 'relu', 'repeat': 2,
                       'normalization': {'name': 'rms_norm', 'position': 'after_activation'}},
                      {'units': 3, 'activation': 'linear', 'useBias': false}],
         'normalization': {'name': 'batch_norm', 'momentum': 0.9, 'movingVariance': 'sample'},
         'normalizationPosition': 'after', 'repeat': 2},
        {'residual': [{'units': 3, 'activation': 'relu', 'weightInitializer': {'name': 'he_normal'}}],
         'scale': 0},
        {'units': 1, 'activation': 'sigmoid', 'biasInitializer': {'name': 'ones'}}]}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void nestsBlocksExpandsRepeatsAndFillsInDefaults() {
    JsonNode network = look(json(NETWORK)).get("network");
    assertThat(network.get("layers")).hasSize(5);
    assertThat(network.at("/layers/0/normalization"))
        .isEqualTo(
            json(
                """
                {'name': 'batch_norm', 'momentum': 0.99, 'epsilon': 0.001, 'center': true,
                 'scale': true, 'movingVariance': 'population', 'position': 'before_activation'}
                """));
    assertThat(network.at("/layers/1")).isEqualTo(network.at("/layers/2"));
    assertThat(network.at("/layers/1/residual")).hasSize(3);
    assertThat(network.at("/layers/1/scale").asDouble()).isEqualTo(1);
    assertThat(network.at("/layers/1/normalizationPosition").asString()).isEqualTo("after");
    assertThat(network.at("/layers/1/residual/1/normalization"))
        .isEqualTo(
            json(
                "{'name': 'rms_norm', 'epsilon': 0.000001, 'scale': true, 'position': 'after_activation'}"));
    assertThat(network.at("/layers/3").has("normalizationPosition")).isFalse();
    assertThat(network.at("/inputNormalization"))
        .isEqualTo(
            json("{'name': 'layer_norm', 'epsilon': 0.001, 'center': true, 'scale': false}"));
    assertThat(network.get("inputDropout").asDouble()).isEqualTo(0.25);
    assertThat(network.toString()).doesNotContain("\"repeat\"");
  }

  /** Biases that nobody names start beside torch_linear as PyTorch starts them. */
  @Test
  void startsBiasesAsPytorchDoesOnlyBesideItsWeights() {
    JsonNode layers = look(json(NETWORK)).at("/network/layers");
    assertThat(layers.at("/0/weightInitializer/name").asString()).isEqualTo("torch_linear");
    assertThat(layers.at("/0/biasInitializer/name").asString()).isEqualTo("torch_linear");
    assertThat(layers.at("/3/residual/0/biasInitializer/name").asString()).isEqualTo("zeros");
    assertThat(layers.at("/4/biasInitializer/name").asString()).isEqualTo("ones");
  }

  @Test
  void meansTheSameWhenItIsSentAgain() {
    JsonNode first = look(json(NETWORK));
    assertThat(look(first.get("network"))).isEqualTo(first);
  }

  @Test
  void countsAllThatIsTrained() {
    JsonNode answer = look(json(NETWORK));
    long numbers =
        answer.get("gradients").valueStream().mapToLong(EffectiveNetworkTest::numbers).sum();
    assertThat(answer.at("/network/parameterCount").asLong()).isEqualTo(numbers);
  }

  private static long numbers(JsonNode node) {
    return node.isNumber() ? 1 : node.valueStream().mapToLong(EffectiveNetworkTest::numbers).sum();
  }

  private JsonNode look(JsonNode network) {
    return service.post(
        "/v1/gradients",
        json(
            """
            {'network': %s, 'cost': 'quadratic', 'include': ['gradients'],
             'batch': {'inputs': [[0, 1], [1, 0], [1, 1]], 'targets': [[1], [0], [1]]}}
            """
                .formatted(network)),
        200);
  }
}
