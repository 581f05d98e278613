package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.validation.Fault;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
 * elements of one array, share the values to try, and kinds of places take turns at them.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MutationTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> VALUES =
      List.of(
          "null",
          "-1",
          "0",
          "1.5",
          "1e300",
          "9".repeat(400),
          "\"x\"",
          "true",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "[" + "1,".repeat(30_000) + "1]");

  /** Of how many values a kind of place tries one. */
  private static final int TURNS = 2;

  /** Kinds of places whose values were tried. */
  private static final Set<String> DONE = new HashSet<>();

  private static final String EXAMPLE =
      "/paths/%s/post/requestBody/content/application~1json/examples/%s/value";

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
    JsonNode healthy =
        service.read("/v3/api-docs").at(EXAMPLE.formatted(path.replace("/", "~1"), example));
    mutants(path, healthy)
        .forEach(mutant -> requireNoFault(mutant, service.post(path, mutant.toString())));
  }

  /** Members that no example has; those of a schema that several requests share in one of them. */
  @Test
  void answersWhateverIsInAnyMember() {
    Service service = new Service(port);
    JsonNode document = service.read("/v3/api-docs");
    JsonNode xor = document.at(EXAMPLE.formatted("~1v1~1training-jobs", "xor"));
    String job = service.train(xor).get("id").asString();
    Set<String> known = new HashSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      JsonNode schema = path.getValue().at("/post/requestBody/content/application~1json/schema");
      if (!schema.isMissingNode()) {
        String address = path.getKey().replace("{id}", job);
        JsonNode complete = new Complete(document, known).value(schema, true);
        mutants(address + " complete", complete)
            .forEach(mutant -> requireNoFault(mutant, service.post(address, mutant.toString())));
      }
    }
  }

  private static void requireNoFault(JsonNode mutant, HttpResponse<String> answer) {
    if (answer.statusCode() >= 300) {
      String what = Fault.shorten(mutant.toString()) + " → " + answer.body();
      assertThat(answer.statusCode()).as(what).isIn(400, 404, 422);
      Refused.with(answer.statusCode(), answer);
    }
  }

  /**
   * Makes values of schemas.
   *
   * @param known schemas of which there is a value with all its members
   */
  private record Complete(JsonNode document, Set<String> known) {

    /**
     * @param all whether with members that are not required
     */
    JsonNode value(JsonNode schema, boolean all) {
      if (schema.has("$ref")) {
        String name = schema.get("$ref").asString().substring(1);
        return value(document.at(name), known.add(name));
      }
      String type = schema.path("type").toString();
      if (schema.has("anyOf")) {
        return value(schema.at("/anyOf/0"), all);
      } else if (schema.has("enum")) {
        return schema.at("/enum/0");
      } else if (schema.has("example")) {
        return schema.get("example");
      } else if (type.contains("object")) {
        return members(schema, all);
      } else if (type.contains("array")) {
        return JSON.createArrayNode().add(value(schema.path("items"), all));
      }
      return JSON.readTree(
          type.contains("string") ? "\"a\"" : type.contains("boolean") ? "true" : "1");
    }

    private JsonNode members(JsonNode schema, boolean all) {
      ObjectNode object = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
        if (all || schema.path("required").toString().contains('"' + member.getKey() + '"')) {
          object.set(member.getKey(), value(member.getValue(), all));
        }
      }
      return object;
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
      for (int i = DONE.size() % TURNS; i < VALUES.size(); i += TURNS) {
        mutants.add(JSON.readTree(VALUES.get(i)));
      }
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
