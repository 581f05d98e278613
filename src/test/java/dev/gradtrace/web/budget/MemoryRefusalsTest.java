package dev.gradtrace.web.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.MemoryBudget.Use;
import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * What could never fit into memory is refused wherever it is asked for, before any of it is made.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.budget.memory-share=0.002")
class MemoryRefusalsTest {

  /** 2.1 million parameters, 17 MB for each copy of them. */
  private static final String NETWORK =
      """
      {'inputs': 1000, 'layers': [{'units': 1500, 'activation': 'relu'},
          {'units': 400, 'activation': 'relu'}, {'units': 1, 'activation': 'linear'}]}
      """;

  private static final String SMALL =
      "{'inputs': 1000, 'layers': [{'units': 1, 'activation': 'linear'}]}";

  private static final String DATA =
      "{'generator': {'name': 'teacher', 'samples': 4, 'inputs': 1000}}";

  @LocalServerPort private int port;
  @Autowired private MemoryBudget memory;

  private static String job(String network) {
    return "{'network': %s, 'cost': 'quadratic', 'dataset': %s, 'optimizer': {'name': 'adam'}%s}"
        .formatted(network, DATA, ", 'batchSize': 1, 'epochs': 1");
  }

  private static String body(String kind) {
    String batch = "'batch': {'dataset': %s}".formatted(DATA);
    return switch (kind) {
      case "job" -> job(NETWORK);
      case "base" -> "{'base': %s, 'seeds': [1, 2]}".formatted(job(NETWORK));
      case "factor" ->
          "{'base': %s, 'factors': [{'pointer': '/network', 'values': [%s]}]}"
              .formatted(job(SMALL), NETWORK);
      case "test" -> job(NETWORK).replaceFirst("\\{", "{'steps': 10, ");
      case "look" -> "{'network': %s, 'cost': 'quadratic', %s}".formatted(NETWORK, batch);
      case "comparison" ->
          "{'network': %s, 'costs': ['quadratic', 'mean_squared_error'], %s}"
              .formatted(NETWORK, batch);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/training-jobs, job, /network",
    "/v1/experiments, base, /base/network",
    "/v1/experiments, factor, /factors/0/values/0",
    "/v1/diagnoses, job, /network",
    "/v1/learning-rate-tests, test, /network",
    "/v1/gradients, look, /network",
    "/v1/gradients/compare, comparison, /network"
  })
  void nameTheNumberThatIsTooLarge(String path, String kind, String pointer) {
    HttpResponse<String> answer = new Service(port).post(path, Service.json(body(kind)).toString());
    JsonNode problem = Refused.with(422, answer);
    assertThat(Refused.pointers(problem)).containsExactly(pointer);
    assertThat(problem.at("/errors/0/detail").asString()).contains("bytes of memory");
    assertThat(memory.held(Use.REQUEST)).isZero();
    assertThat(memory.held(Use.JOB)).isZero();
  }
}
