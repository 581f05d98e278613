package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Assertions on refused requests. */
public final class Refused {

  /** Words that reveal internals and must not be in an answer. */
  private static final List<String> SECRETS =
      List.of(
          "dev.gradtrace",
          "java.",
          "jakarta.",
          "Exception",
          "jackson",
          "springframework",
          "apache",
          "/home",
          "/tmp",
          "/root",
          ".java:",
          "at line 0");

  private Refused() {}

  /** Asserts that a response is a problem of the status, and returns it. */
  public static JsonNode with(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body()).doesNotContain(SECRETS);
    JsonNode problem = new JsonMapper().readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("type").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    return problem;
  }

  /** The pointers of a problem's faults. */
  public static List<String> pointers(JsonNode problem) {
    return StreamSupport.stream(problem.path("errors").spliterator(), false)
        .map(error -> error.get("pointer").asString())
        .toList();
  }
}
