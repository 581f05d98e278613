package dev.gradtrace.web.gradients;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Parameters of normalisations in requests and answers, the mode, and the seed of masks. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GivenParametersTest {

  private static final String REQUEST =
      """
      {'network': {'inputs': 2, 'inputNormalization': {'name': 'layer_norm', 'scale': false},
        'layers': [
          {'units': 2, 'activation': 'tanh', 'normalization': {'name': 'batch_norm'}, 'dropout': 0.5},
          {'residual': [{'units': 2, 'activation': 'linear', 'useBias': false}],
           'normalization': {'name': 'rms_norm'}},
          {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'include': ['gradients', 'outputs', 'activations'], 'seed': 3,
       'parameters': [
         {'weights': [[1, 2], [3, 4]], 'biases': [0.5, 0.25], 'inputNormalization': {'beta': [0.1, 0.2]},
          'normalization': {'gamma': [2, 3], 'movingMean': [1, 2]}},
         {'weights': [[1, -1], [1, 1]], 'blockNormalization': {'gamma': [1, 0.5]}},
         {'weights': [[1, 1]], 'biases': [0]}],
       'batch': {'inputs': [[0, 1], [1, 0], [3, 1], [2, 7]], 'targets': [[1], [0], [1], [0]]}}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void takesWhatIsMissingFromTheStart() {
    JsonNode brief = look(REQUEST);
    JsonNode full =
        look(
            REQUEST
                .replace(
                    "'gamma': [2, 3], 'movingMean': [1, 2]",
                    "'gamma': [2, 3], 'beta': [0, 0], 'movingMean': [1, 2], 'movingVariance': [1, 1]")
                .replace("[[1, -1], [1, 1]],", "[[1, -1], [1, 1]], 'biases': [0, 0],"));
    assertThat(full).isEqualTo(brief);
  }

  @Test
  void answersWithGradientsOfTheSameShapeWithoutMovingStatistics() {
    JsonNode gradients = look(REQUEST).get("gradients");
    assertThat(gradients.at("/0/normalization").propertyNames())
        .containsExactlyInAnyOrder("gamma", "beta");
    assertThat(gradients.at("/0/inputNormalization").propertyNames()).containsExactly("beta");
    assertThat(gradients.at("/1/blockNormalization").propertyNames()).containsExactly("gamma");
    assertThat(gradients.at("/1/biases")).isEmpty();
    assertThat(gradients.at("/2").propertyNames()).containsExactlyInAnyOrder("weights", "biases");
  }

  /** By moving statistics z is (z − 1)/√(1.001) times 2, and no output is dropped. */
  @Test
  void computesByMovingStatisticsAtInference() {
    String inference = REQUEST.replace("'seed': 3", "'mode': 'inference'");
    JsonNode answer = look(inference);
    double[] x = {-0.5, 0.5};
    double spread = Math.sqrt(0.25 + 0.001);
    double z = (x[0] / spread + 0.1) + 2 * (x[1] / spread + 0.2) + 0.5;
    assertThat(answer.at("/activations/0/0/0").asDouble())
        .isCloseTo(Math.tanh(2 * (z - 1) / Math.sqrt(1.001)), within(1e-14));
    assertThat(look(inference.replace("'cost'", "'seed': 8, 'cost'"))).isEqualTo(answer);
  }

  @Test
  void drawsMasksFromTheSeedBesideGivenParameters() {
    JsonNode answer = look(REQUEST);
    assertThat(look(REQUEST)).isEqualTo(answer);
    assertThat(look(REQUEST.replace("'seed': 3", "'mode': 'training', 'seed': 3")))
        .isEqualTo(answer);
    assertThat(look(REQUEST.replace("'seed': 3", "'seed': 4")).get("activations"))
        .isNotEqualTo(answer.get("activations"));
  }

  @Test
  void comparesCostsUnderTheSameMasksAndMode() {
    for (String mode : new String[] {"training", "inference"}) {
      String request = REQUEST.replace("'seed': 3", "'seed': 3, 'mode': '" + mode + "'");
      JsonNode comparison =
          service.post(
              "/v1/gradients/compare",
              json(
                  request
                      .replace(
                          "'cost': 'quadratic'", "'costs': ['quadratic', 'binary_cross_entropy']")
                      .replace("'include': ['gradients', 'outputs', 'activations'],", "")),
              200);
      assertThat(comparison.at("/costs/0/loss")).as(mode).isEqualTo(look(request).get("loss"));
      assertThat(comparison.at("/costs/1/loss"))
          .as(mode)
          .isEqualTo(look(request.replace("'quadratic'", "'binary_cross_entropy'")).get("loss"));
    }
  }

  /** As in Keras. */
  @Test
  void hasNoNumbersBelowAMovingVarianceBelowZeroAtInference() {
    String odd = REQUEST.replace("'movingMean': [1, 2]", "'movingVariance': [1, -1]");
    assertThat(look(odd).get("loss").isNumber()).isTrue();
    JsonNode inference = look(odd.replace("'seed': 3", "'seed': 3, 'mode': 'inference'"));
    assertThat(inference.get("loss").isNull()).isTrue();
    assertThat(inference.at("/activations/0/0/0").isNumber()).isTrue();
    assertThat(inference.at("/activations/0/0/1").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'gamma': [2, 3] | 'gamma': [2] | 422 | /parameters/0/normalization/gamma
          'gamma': [2, 3] | 'gamma': [] | 422 | /parameters/0/normalization/gamma
          'gamma': [2, 3] | 'gamma': [2, '3'] | 400 | /parameters/0/normalization/gamma/1
          'gamma': [2, 3] | 'variance': [1, 1] | 400 | /parameters/0/normalization/variance
          'beta': [0.1, 0.2] | 'gamma': [1, 1] | 422 | /parameters/0/inputNormalization/gamma
          'beta': [0.1, 0.2] | 'movingMean': [1, 1] | 422 | /parameters/0/inputNormalization/movingMean
          'gamma': [1, 0.5] | 'beta': [0, 0] | 422 | /parameters/1/blockNormalization/beta
          [[1, -1], [1, 1]], | [[1, -1], [1, 1]], 'biases': [0, 1], | 422 | /parameters/1/biases
          'biases': [0]} | 'biases': [0], 'normalization': {}} | 422 | /parameters/2/normalization
          'biases': [0]} | 'biases': [0], 'blockNormalization': {}} | 422 | /parameters/2/blockNormalization
          'biases': [0]} | 'inputNormalization': {}} | 422 | /parameters/2/inputNormalization /parameters/2/biases
          'seed': 3 | 'mode': 'eval' | 400 | /mode
          'seed': 3 | 'mode': 1 | 400 | /mode
          """)
  void namesThePlaceOfAFault(String what, String by, int status, String pointers) {
    assertThat(REQUEST).containsOnlyOnce(what);
    JsonNode problem =
        Refused.with(
            status, service.post("/v1/gradients", REQUEST.replace(what, by).replace('\'', '"')));
    assertThat(Refused.pointers(problem))
        .containsExactlyInAnyOrder(Arrays.stream(pointers.split(" ")).toArray(String[]::new));
  }

  private JsonNode look(String request) {
    return service.post("/v1/gradients", json(request), 200);
  }
}
