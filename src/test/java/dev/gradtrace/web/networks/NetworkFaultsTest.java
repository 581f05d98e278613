package dev.gradtrace.web.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is wrong with normalisations, residual blocks and dropout, each at its own place. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class NetworkFaultsTest {

  /** A valid request, of which each row replaces a part. */
  private static final String HEALTHY =
      """
      {'inputs': 2, 'inputNormalization': {'name': 'rms_norm'}, 'inputDropout': 0.1, 'layers': [
        {'units': 3, 'activation': 'tanh', 'normalization': {'name': 'batch_norm'}, 'dropout': 0.2},
        {'residual': [{'units': 4, 'activation': 'relu'}, {'units': 3, 'activation': 'linear'}],
         'scale': 0.5, 'normalization': {'name': 'layer_norm'}, 'repeat': 2},
        {'units': 1, 'activation': 'sigmoid'}]}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'units': 3, 'activation': 'linear'} | {'units': 5, 'activation': 'linear'} | 422 | /layers/1/residual/1/units
          {'units': 3, 'activation': 'linear'} | {'units': 5, 'activation': 'linear', 'repeat': 2} | 422 | /layers/1/residual/1/units
          {'units': 3, 'activation': 'linear'} | {'residual': [{'units': 3, 'activation': 'relu'}]} | 422 | /layers/1/residual/1/residual
          [{'units': 4, 'activation': 'relu'}, {'units': 3, 'activation': 'linear'}] | [] | 422 | /layers/1/residual
          [{'units': 4, 'activation': 'relu'}, {'units': 3, 'activation': 'linear'}] | [null] | 400 | /layers/1/residual/0
          [{'units': 4, 'activation': 'relu'}, {'units': 3, 'activation': 'linear'}] | 7 | 400 | /layers/1/residual
          [{'units': 4, 'activation': 'relu'}, | [{'units': 4}, | 400 | /layers/1/residual/0/activation
          [{'units': 4, 'activation': 'relu'}, | [{'units': 0, 'activation': 'relu'}, | 422 | /layers/1/residual/0/units
          [{'units': 4, 'activation': 'relu'}, | [{'units': 4, 'activation': 'relu', 'dropout': 1}, | 422 | /layers/1/residual/0/dropout
          [{'units': 4, 'activation': 'relu'}, | [{'units': 4, 'activation': 'relu', 'unit': 1}, | 400 | /layers/1/residual/0/unit
          {'units': 1, 'activation': 'sigmoid'}] | {'residual': [{'units': 3, 'activation': 'tanh'}]}] | 422 | /layers/2
          'sigmoid'} | 'sigmoid', 'dropout': 0.1} | 422 | /layers/2/dropout
          'sigmoid'} | 'sigmoid', 'normalization': {'name': 'layer_norm', 'position': 'after_activation'}} | 422 | /layers/2/normalization/position
          'sigmoid'} | 'sigmoid', 'scale': 2} | 400 | /layers/2/scale
          'sigmoid'} | 'sigmoid', 'normalizationPosition': 'after'} | 400 | /layers/2/normalizationPosition
          'sigmoid'} | null} | 400 | /layers/2/activation
          {'units': 1, 'activation': 'sigmoid'} | {} | 400 | /layers/2/units /layers/2/activation
          {'units': 3, 'activation': 'tanh', | {'units': -3, 'activation': 'tanh', | 422 | /layers/0/units
          'batch_norm' | 'batchnorm' | 400 | /layers/0/normalization/name
          'batch_norm' | 'batch_norm', 'momentum': 1 | 422 | /layers/0/normalization/momentum
          'batch_norm' | 'batch_norm', 'momentum': -0.1 | 422 | /layers/0/normalization/momentum
          'batch_norm' | 'batch_norm', 'momentum': '0.9' | 400 | /layers/0/normalization/momentum
          'batch_norm' | 'batch_norm', 'epsilon': -1e-9 | 422 | /layers/0/normalization/epsilon
          'batch_norm' | 'batch_norm', 'center': 1 | 400 | /layers/0/normalization/center
          'batch_norm' | 'batch_norm', 'movingVariance': 'unbiased' | 400 | /layers/0/normalization/movingVariance
          'batch_norm' | 'batch_norm', 'position': 'before' | 400 | /layers/0/normalization/position
          'batch_norm' | 'batch_norm', 'axis': 1 | 400 | /layers/0/normalization/axis
          'batch_norm' | 'layer_norm', 'momentum': 0.9 | 400 | /layers/0/normalization/momentum
          'batch_norm' | 'rms_norm', 'center': false | 400 | /layers/0/normalization/center
          'batch_norm' | 'batch_norm', 'momentum': 1, 'epsilon': -1, 'position': 'b' | 400 | /layers/0/normalization/momentum /layers/0/normalization/epsilon /layers/0/normalization/position
          'dropout': 0.2 | 'dropout': 1 | 422 | /layers/0/dropout
          'dropout': 0.2 | 'dropout': -0.1 | 422 | /layers/0/dropout
          'dropout': 0.2 | 'dropout': true | 400 | /layers/0/dropout
          'scale': 0.5 | 'scale': 1e999 | 400 | /layers/1/scale
          'scale': 0.5 | 'units': 3 | 400 | /layers/1/units
          'scale': 0.5 | 'units': null | 400 | /layers/1/units
          {'units': 1, | {'units': null, | 400 | /layers/2/units
          'scale': 0.5 | 'dropout': 0.1 | 400 | /layers/1/dropout
          'scale': 0.5 | 'useBias': true | 400 | /layers/1/useBias
          'layer_norm'} | 'layer_norm', 'position': 'before_activation'} | 422 | /layers/1/normalization/position
          'normalization': {'name': 'layer_norm'} | 'normalizationPosition': 'after' | 422 | /layers/1/normalizationPosition
          {'name': 'layer_norm'} | {'name': 'layer_norm'}, 'normalizationPosition': 'behind' | 400 | /layers/1/normalizationPosition
          'repeat': 2 | 'repeat': 0 | 422 | /layers/1/repeat
          'repeat': 2 | 'repeat': 1001 | 422 | /layers/1/repeat
          'repeat': 2 | 'repeat': 600 | 422 | /layers
          'inputDropout': 0.1 | 'inputDropout': 1 | 422 | /inputDropout
          'rms_norm' | 'rms_norm', 'position': 'after_activation' | 422 | /inputNormalization/position
          'rms_norm' | 'rms_norm', 'epsilon': -1 | 422 | /inputNormalization/epsilon
          {'name': 'rms_norm'} | {} | 400 | /inputNormalization/name
          """)
  void namesThePlace(String what, String by, int status, String pointers) {
    assertThat(HEALTHY).containsOnlyOnce(what);
    JsonNode problem = Refused.with(status, look(HEALTHY.replace(what, by)));
    assertThat(Refused.pointers(problem))
        .containsExactlyInAnyOrder(
            Arrays.stream(pointers.split(" ")).map("/network"::concat).toArray(String[]::new));
    Service.body(look(HEALTHY), 200);
  }

  @Test
  void saysAllOfAChainOfBlocksThatDoNotFit() {
    String narrow = "{'residual': [{'units': 2, 'activation': 'relu'}]}";
    JsonNode problem =
        Refused.with(
            422,
            look(
                "{'inputs': 2, 'layers': [{'units': 3, 'activation': 'tanh'}, %s, %s, {'units': 1, 'activation': 'sigmoid'}]}"
                    .formatted(narrow, narrow)));
    assertThat(Refused.pointers(problem))
        .containsExactly(
            "/network/layers/1/residual/0/units", "/network/layers/2/residual/0/units");
    assertThat(problem.at("/errors/0/detail").asString()).contains("3").contains("2");
  }

  @Test
  void countsTheLayersInsideRepeatedBlocks() {
    String block =
        "{'residual': [{'units': 2, 'activation': 'relu', 'repeat': 10}], 'repeat': %s}, ";
    String network =
        "{'inputs': 2, 'layers': [" + block + "{'units': 1, 'activation': 'sigmoid'}]}";
    Service.body(look(network.formatted(100)), 200);
    JsonNode problem = Refused.with(422, look(network.formatted(101)));
    assertThat(Refused.pointers(problem)).containsExactly("/network/layers");
    assertThat(problem.at("/errors/0/detail").asString()).contains("1011");
  }

  /** Nested repeats are counted, not expanded. */
  @Test
  void refusesABillionLayersAtOnce() {
    String block =
        "{'residual': [{'units': 2, 'activation': 'relu', 'repeat': 2147483647}], 'repeat': 2147483647}";
    JsonNode problem =
        Refused.with(
            422,
            look(
                "{'inputs': 2, 'layers': [%s, %s, {'units': 1, 'activation': 'sigmoid'}]}"
                    .formatted(block, block)));
    assertThat(Refused.pointers(problem))
        .containsExactlyInAnyOrder(
            "/network/layers/0/repeat",
            "/network/layers/0/residual/0/repeat",
            "/network/layers/1/repeat",
            "/network/layers/1/residual/0/repeat");
  }

  @Test
  void validatesWithoutRefusing() {
    JsonNode bad = validation(HEALTHY.replace("'dropout': 0.2", "'dropout': 1"));
    assertThat(bad.get("valid").asBoolean()).isFalse();
    assertThat(bad.at("/errors/0/pointer").asString()).isEqualTo("/network/layers/0/dropout");
    assertThat(bad.has("layers")).isFalse();
  }

  @Test
  void tellsTheBlockOfEachLayerAndItsParameters() {
    JsonNode good = validation(HEALTHY);
    assertThat(good.get("valid").asBoolean()).isTrue();
    assertThat(good.get("layers").valueStream().map(layer -> layer.get("block").toString()))
        .containsExactly("null", "1", "1", "2", "2", "null");
    assertThat(good.get("layers").valueStream().map(l -> l.get("parameterCount").asInt()))
        .as("weights, biases, γ and β: of the inputs 2, of the layer 6, of a block 6")
        .containsExactly(9 + 6 + 2, 16 + 6, 15, 16 + 6, 15, 4);
    assertThat(good.get("parameterCount").asInt()).isEqualTo(95);
  }

  private JsonNode validation(String network) {
    return Service.body(
        service.post("/v1/networks/validate", "{\"network\": " + network.replace('\'', '"') + "}"),
        200);
  }

  private HttpResponse<String> look(String network) {
    return service.post(
        "/v1/gradients",
        """
        {'network': %s, 'cost': 'quadratic',
         'batch': {'inputs': [[0, 1], [1, 0], [1, 1]], 'targets': [[1], [0], [1]]}}
        """
            .formatted(network)
            .replace('\'', '"'));
  }
}
