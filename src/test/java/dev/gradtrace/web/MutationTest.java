package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * No change of one place in a valid request makes the service fail. Places of one kind, such as
 * elements of one array, share the values to try.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MutationTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> VALUES =
      List.of("null", "-1", "0", "1.5", "1e300", "\"x\"", "true", "[]", "{}", "[[]]", "[null]");

  /** Kinds of places for which all values were tried. */
  private static final Set<String> DONE = new HashSet<>();

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "/v1/gradients, xor",
    "/v1/gradients, saturated-neuron",
    "/v1/gradients, digits",
    "/v1/gradients/compare, saturated-outputs",
    "/v1/forecast, hundred-tanh-layers",
    "/v1/networks/validate, hundred-sigmoid-layers",
    "/v1/training-jobs, xor",
    "/v1/training-jobs, single-neuron",
    "/v1/learning-rate-tests, digits",
    "/v1/training-steps, moons",
    "/v1/datasets, moons",
    "/v1/datasets, rows",
    "/v1/experiments, initializers"
  })
  void answersWithAResultOrARefusal(String path, String example) {
    Service service = new Service(port);
    String pointer =
        "/paths/%s/post/requestBody/content/application~1json/examples/%s/value"
            .formatted(path.replace("/", "~1"), example);
    JsonNode healthy = service.read("/v3/api-docs").at(pointer);
    for (JsonNode mutant : mutants(path, healthy)) {
      HttpResponse<String> answer = service.post(path, mutant.toString());
      if (answer.statusCode() >= 300) {
        assertThat(answer.statusCode()).as(mutant + " → " + answer.body()).isIn(400, 422);
        Refused.with(answer.statusCode(), answer);
      }
    }
  }

  /**
   * Copies of the request with each of its values replaced or removed.
   *
   * @param kind path and pointer, with a star for every index
   */
  private static List<JsonNode> mutants(String kind, JsonNode node) {
    List<JsonNode> mutants = new ArrayList<>();
    if (DONE.add(kind)) {
      VALUES.forEach(value -> mutants.add(JSON.readTree(value)));
    } else {
      mutants.add(JSON.readTree(VALUES.get(kind.length() % VALUES.size())));
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        mutants.add(object.deepCopy().remove(List.of(member.getKey())));
        for (JsonNode mutant : mutants(kind + "/" + member.getKey(), member.getValue())) {
          mutants.add(((ObjectNode) object.deepCopy()).set(member.getKey(), mutant));
        }
      }
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < Math.min(2, array.size()); i++) {
        for (JsonNode mutant : mutants(kind + "/*", array.get(i))) {
          ArrayNode copy = array.deepCopy();
          copy.set(i, mutant);
          mutants.add(copy);
        }
      }
    }
    return mutants;
  }
}
