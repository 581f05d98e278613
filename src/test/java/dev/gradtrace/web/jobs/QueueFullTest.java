package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "gradtrace.workers=1",
      "gradtrace.queue-capacity=1",
      "gradtrace.limits.event-streams=1",
      "gradtrace.limits.json-body=1KB"
    })
class QueueFullTest {

  /** Long enough that nobody sees its end. */
  private static final String ENDLESS =
      """
      {"network": {"inputs": 784, "layers": [{"units": 10, "activation": "sigmoid"}]},
       "cost": "quadratic", "dataset": {"id": "mnist_2k"}, "epochs": 100000,
       "optimizer": {"name": "sgd"}}
      """;

  @LocalServerPort private int port;

  @Test
  void asksToComeBackWhenAsManyJobsWaitAsMay() {
    Service service = new Service(port);
    HttpResponse<String> answer;
    do {
      answer = service.post("/v1/training-jobs", ENDLESS);
    } while (answer.statusCode() == 201);
    Refused.with(429, answer);
    assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isPositive();
    StreamSupport.stream(service.read("/v1/training-jobs").get("data").spliterator(), false)
        .forEach(job -> service.post(job.at("/links/cancel").asString(), ""));
  }

  @Test
  void refusesABodyLargerThanConfigured() {
    Refused.with(413, new Service(port).post("/v1/gradients", " ".repeat(2000)));
  }
}
