package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.oracle.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the independent implementation computed comes back over HTTP, request for request. */
@OneService
class OracleStoryTest {

  /** What the project promises. */
  private static final double TOLERANCE = 1e-10;

  /** Of an eigenvalue, relative to the largest in magnitude. */
  private static final double OF_EIGENVALUES = 1e-8;

  /** Below it a number is compared absolutely: rounding beside terms of size one. */
  private static final double SMALL = 1e-3;

  /** Of a sum of a handful of terms that cancel. */
  private static final double ROUNDING = 1e-14;

  @LocalServerPort private int port;

  @TestFactory
  Stream<DynamicTest> gradients() {
    return answers("/v1/gradients", "gradients.json");
  }

  @TestFactory
  Stream<DynamicTest> normalizations() {
    return answers("/v1/gradients", "normalizations.json");
  }

  @TestFactory
  Stream<DynamicTest> curvatures() {
    Service service = new Service(port);
    return cases("curvatures.json")
        .filter(example -> example.get("penalty").asDouble() == 0)
        .map(
            example ->
                test(
                    example,
                    () -> {
                      JsonNode answer = service.post("/v1/gradients", example.get("request"), 200);
                      double expected = example.at("/expected/sharpness").asDouble();
                      double smallest = example.at("/expected/smallest").asDouble();
                      double size = Math.max(Math.abs(expected), Math.abs(smallest));
                      assertThat(answer.at("/curvature/sharpness").asDouble())
                          .isCloseTo(expected, within(OF_EIGENVALUES * size));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> comparisonsOfCosts() {
    return answers("/v1/gradients/compare", "comparisons.json");
  }

  @TestFactory
  Stream<DynamicTest> forecasts() {
    return answers("/v1/forecast", "forecasts.json");
  }

  private Stream<DynamicTest> answers(String path, String file) {
    Service service = new Service(port);
    return cases(file)
        .map(
            example ->
                test(
                    example,
                    () -> {
                      JsonNode answer = service.post(path, example.get("request"), 200);
                      assertThat(differences("", answer, answered(example.get("expected"))))
                          .isEmpty();
                    }));
  }

  /** What was expected of an answer: moving statistics after a step are none of it. */
  private static JsonNode answered(JsonNode expected) {
    return expected.has("movingStatisticsAfter")
        ? ((ObjectNode) expected).without("movingStatisticsAfter")
        : expected;
  }

  @TestFactory
  Stream<DynamicTest> optimizers() {
    Service service = new Service(port);
    return cases("optimizers.json")
        .map(
            example ->
                test(
                    example,
                    () -> {
                      JsonNode job = service.train(example.get("request"));
                      assertThat(job.get("status").asString()).isEqualTo("succeeded");
                      String path = "/v1/training-jobs/" + job.get("id").asString();
                      JsonNode expected = example.get("expected");
                      JsonNode losses = expected.get("losses");
                      assertThat(
                              differences(
                                  "losses",
                                  service.read(path + "/loss-curve").get("batches").get("loss"),
                                  losses))
                          .isEmpty();
                      String last = Integer.toString(losses.size());
                      assertThat(
                              differences(
                                  "parameters",
                                  service.read(path + "/parameters"),
                                  expected.get("parameters").get(last)))
                          .isEmpty();
                    }));
  }

  private static Stream<JsonNode> cases(String file) {
    return StreamSupport.stream(Oracle.read(file).get("cases").spliterator(), false);
  }

  private static DynamicTest test(JsonNode example, Executable body) {
    return DynamicTest.dynamicTest(example.get("name").asString(), body);
  }

  /** Whether terms as large as a neighbour cancel to 0 but for what their rounding leaves. */
  private static boolean isRoundingOf(JsonNode expected, String name, JsonNode actual) {
    JsonNode terms =
        switch (name) {
          case "biasGradientNorm" -> expected.get("deltaNorm");
          case "gradientSignal" -> expected.get("gradientVariance");
          default -> null;
        };
    return terms != null
        && expected.get(name).isNumber()
        && expected.get(name).asDouble() == 0
        && Math.abs(actual.asDouble()) <= ROUNDING * terms.asDouble();
  }

  /** Where {@code actual} does not hold what {@code expected} says; more is allowed. */
  private static List<String> differences(String at, JsonNode actual, JsonNode expected) {
    List<String> found = new ArrayList<>();
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              entry -> {
                String name = entry.getKey();
                JsonNode there = actual.path(name);
                if (!isRoundingOf(expected, name, there)) {
                  found.addAll(differences(at + "/" + name, there, entry.getValue()));
                }
              });
    } else if (expected.isArray()) {
      for (int i = 0; i < expected.size(); i++) {
        found.addAll(differences(at + "/" + i, actual.path(i), expected.get(i)));
      }
    } else if (expected.isNumber()) {
      double scale = Math.max(Math.abs(expected.asDouble()), SMALL);
      if (!actual.isNumber()
          || Math.abs(actual.asDouble() - expected.asDouble()) > TOLERANCE * scale) {
        found.add(at + ": " + actual + " for " + expected);
      }
    } else if (expected.isNull()
        ? !actual.isNull() && !actual.isEmpty()
        : !actual.equals(expected)) {
      found.add(at + ": " + actual + " for " + expected);
    }
    return found;
  }
}
