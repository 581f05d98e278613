package dev.gradtrace.web.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GradientCheckOverHttpTest {

  private static final double RIGHT = 1e-6;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void service() {
    service = new Service(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "leaky_relu", "selu"})
  void aSampleOfZerosIsToldAsOnTheKink(String activation) {
    JsonNode check =
        check("{'units': 8, 'activation': '%s', 'repeat': 2}".formatted(activation), "xor");
    assertThat(check.get("maxRelativeError").asDouble(1)).isLessThan(RIGHT);
    JsonNode second = check.get("kinks").get(1);
    assertThat(second.get("at").asString()).isEqualTo(activation);
    assertThat(second.get("layer").asInt()).isEqualTo(2);
    assertThat(second.get("pointer").asString()).isEqualTo("/network/layers/1");
    assertThat(second.get("entries").asInt()).isEqualTo(8);
    assertThat(second.get("samples").asInt()).isEqualTo(1);
    assertThat(second.get("firstSample").asInt()).isZero();
    assertThat(check.get("note").asString())
        .startsWith("8 entries of layer 1 (/network/layers/0) are on the kink of " + activation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"elu", "tanh"})
  void whereNothingIsOnAKinkNothingIsSaid(String activation) {
    JsonNode check = check("{'units': 8, 'activation': '%s'}".formatted(activation), "xor");
    assertThat(check.get("maxRelativeError").asDouble(1)).isLessThan(RIGHT);
    assertThat(check.get("kinks")).isEmpty();
    assertThat(check.has("note")).isFalse();
  }

  @Test
  void pointersLeadThroughBlocks() {
    String block =
        "{'units': 4, 'activation': 'tanh'}, {'residual': [{'units': 4, 'activation': 'tanh'}, {'units': 4, 'activation': 'relu'}], 'repeat': 2}";
    JsonNode kinks = check(block, "xor").get("kinks");
    assertThat(kinks.get(0).get("pointer").asString()).isEqualTo("/network/layers/1/residual/1");
    assertThat(kinks.get(1).get("pointer").asString()).isEqualTo("/network/layers/2/residual/1");
    assertThat(kinks.get(1).get("layer").asInt()).isEqualTo(5);
  }

  private JsonNode check(String hidden, String dataset) {
    String body =
        """
        {'network': {'inputs': 2, 'layers': [%s, {'units': 1, 'activation': 'sigmoid'}]},
         'cost': 'binary_cross_entropy', 'batch': {'dataset': {'id': '%s'}},
         'include': ['gradient_check']}
        """;
    return Service.body(
            service.post("/v1/gradients", body.formatted(hidden, dataset).replace('\'', '"')), 200)
        .get("gradientCheck");
  }
}
