package dev.gradtrace.web.gradients;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a look tells of the entries of its tensors, beside those entries themselves. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DistributionsOverHttpTest {

  private static final String REQUEST =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 5, 'activation': '%s', 'repeat': %s}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'seed': 3, 'include': [%s],
       'batch': {'inputs': [[0, 1], [1, 0], [1, 1]], 'targets': [[1], [0], [1]]}}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void areOfTheEntriesInTheSameAnswer() {
    JsonNode look =
        look("relu", 3, "'distributions', 'gradients', 'deltas', 'activations', 'preactivations'");
    for (int l = 0; l < 4; l++) {
      JsonNode layer = look.get("layers").get(l);
      assertThat(names(layer))
          .containsExactly("weights", "weightGradient", "delta", "preactivation", "activation");
      assertCounts(counted(layer, "weightGradient"), look.get("gradients").get(l).get("weights"));
      assertCounts(counted(layer, "delta"), look.get("deltas").get(l));
      assertCounts(counted(layer, "preactivation"), look.get("preactivations").get(l));
      assertCounts(counted(layer, "activation"), look.get("activations").get(l));
    }
    assertThat(look.has("answer")).isFalse();
  }

  @Test
  void sayWhereFloat32LosesTheGradient() {
    JsonNode look = look("sigmoid", 120, "'distributions'");
    JsonNode deepest = counted(look.get("layers").get(0), "delta");
    assertThat(deepest.get("belowFloat32").asDouble()).isEqualTo(1);
    assertThat(deepest.get("belowFloat16").asDouble()).isEqualTo(1);
    assertThat(deepest.get("maxAbsLog10").asDouble()).isLessThan(-45);
    assertThat(deepest.get("maxAbs").asDouble())
        .isCloseTo(Math.pow(10, deepest.get("maxAbsLog10").asDouble()), within(1e-60));
    assertThat(look.get("answer").asString())
        .matches("The gradient of layers 1–\\d+ would be 0 in float32, as in PyTorch: .*");
    assertThat(look("sigmoid", 10, "'distributions'").has("answer")).isFalse();
  }

  @Test
  void areAbsentUnlessAskedFor() {
    assertThat(look("tanh", 1, "'outputs'").get("layers").get(0).has("distributions")).isFalse();
  }

  @Test
  void leaveTheTableOfLayersAsItIs() {
    String plain = table("'outputs'");
    assertThat(table("'distributions'")).isEqualTo(plain).doesNotContain("distributions");
  }

  private String table(String include) {
    String request = json(REQUEST.formatted("tanh", 1, include)).toString();
    return Service.text(service.post("/v1/gradients", request, "Accept", "text/csv"), 200);
  }

  private static void assertCounts(JsonNode counted, JsonNode matrix) {
    List<Double> entries = new ArrayList<>();
    matrix.forEach(row -> row.forEach(entry -> entries.add(entry.asDouble())));
    assertThat(counted.get("count").asInt()).isEqualTo(entries.size());
    assertThat(counted.get("zero").asLong())
        .isEqualTo(entries.stream().filter(x -> x == 0).count());
    assertThat(counted.get("nonFinite").asInt()).isZero();
    assertThat(counted.get("negative").size()).isEqualTo(counted.get("positive").size());
    for (int k = 0; k < counted.get("positive").size(); k++) {
      double from = Math.scalb(1.0, counted.get("firstExponent").asInt() + k);
      assertThat(counted.get("positive").get(k).asLong())
          .isEqualTo(entries.stream().filter(x -> x >= from && x < 2 * from).count());
      assertThat(counted.get("negative").get(k).asLong())
          .isEqualTo(entries.stream().filter(x -> -x >= from && -x < 2 * from).count());
    }
    double greatest = entries.stream().mapToDouble(Math::abs).max().orElseThrow();
    if (greatest > 0) {
      assertThat(counted.get("maxAbs").asDouble()).isEqualTo(greatest);
    } else {
      assertThat(counted.get("maxAbs").isNull()).isTrue();
      assertThat(counted.get("firstExponent").isNull()).isTrue();
      assertThat(counted.get("belowFloat32").isNull()).isTrue();
    }
  }

  private static List<String> names(JsonNode layer) {
    return StreamSupport.stream(layer.get("distributions").spliterator(), false)
        .map(counted -> counted.get("of").asString())
        .toList();
  }

  private static JsonNode counted(JsonNode layer, String of) {
    return StreamSupport.stream(layer.get("distributions").spliterator(), false)
        .filter(counted -> counted.get("of").asString().equals(of))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode look(String activation, int depth, String include) {
    return service.post("/v1/gradients", json(REQUEST.formatted(activation, depth, include)), 200);
  }
}
