package dev.gradtrace.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.story.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A service that has somewhere to send its traces. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.opentelemetry.tracing.export.schedule-delay=100ms")
class TracingTest {

  private static final Collector COLLECTOR = collector();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final JsonNode JOB =
      Service.json(
          """
          {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
           'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}}
          """);

  @LocalServerPort private int port;

  private static Collector collector() {
    try {
      return new Collector();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @DynamicPropertySource
  static void tracing(DynamicPropertyRegistry settings) {
    settings.add(TracingSwitch.ENDPOINT, COLLECTOR::endpoint);
  }

  @AfterAll
  static void close() {
    COLLECTOR.close();
  }

  @Test
  void tellsOfARequestAndOfTheJobThatItCreated() {
    String id =
        Service.json(
                new Service(port)
                    .post(
                        "/v1/training-jobs",
                        JOB.toString(),
                        "traceparent",
                        "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .body())
            .path("id")
            .asString();
    Collector.Span request = spanWith("gradtrace.created", "/v1/training-jobs/" + id);
    assertThat(request.name()).isEqualTo("http post /v1/training-jobs");
    assertThat(request.trace()).isEqualTo(TRACE);
    Collector.Span job = spanWith("gradtrace.job.id", id);
    assertThat(job.name()).isEqualTo("training job");
    assertThat(job.attributes()).containsEntry("gradtrace.job.outcome", "succeeded");
    assertThat(job.trace()).isNotEqualTo(TRACE);
    assertThat(job.links()).containsExactly(request.id());
  }

  private static Collector.Span spanWith(String attribute, String value) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                List.copyOf(COLLECTOR.spans()).stream()
                    .filter(span -> value.equals(span.attributes().get(attribute)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
