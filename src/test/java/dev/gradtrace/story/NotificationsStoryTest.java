package dev.gradtrace.story;

import static dev.gradtrace.story.Service.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.outgoing.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** News arrive though processes are killed, and once where none is. */
@Order(2)
class NotificationsStoryTest {

  private static final String JOBS = "/v1/training-jobs";
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String[] ALLOWED = {
    "gradtrace.outgoing.allowed=127.0.0.1", "gradtrace.workers=2"
  };

  private static final String JOB =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 8, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'generator': {'name': 'moons', 'samples': 200}},
       'optimizer': {'name': 'adam'}, 'epochs': 5, 'seed': 1,
       'notify': {'url': '%s', 'events': ['finished', 'failed', 'finding']}}
      """;

  @TempDir private Path home;

  /** Killed when the end is in the database, and nobody was told; or when a message is underway. */
  @Test
  void whatAServiceThatIsKilledHasNotToldItsSuccessorTells() {
    CountDownLatch killed = new CountDownLatch(1);
    try (Receiver receiver = Receiver.answering(204);
        Receiver slow =
            Receiver.at(
                (exchange, request) -> {
                  try {
                    killed.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  exchange.sendResponseHeaders(200, -1);
                })) {
      String ended;
      try (ServiceProcess process = ServiceProcess.start(home, ALLOWED)) {
        ended = submit(process, receiver.url("/"));
        process.service().finished(ended);
        process.kill();
      }
      String underway;
      try (ServiceProcess process = ServiceProcess.start(home, ALLOWED)) {
        underway = submit(process, slow.url("/"));
        Await.until("it is underway", () -> !slow.received().isEmpty());
        process.kill();
      }
      killed.countDown();
      try (ServiceProcess process = ServiceProcess.start(home, ALLOWED)) {
        JsonNode delivery = delivered(process.service(), ended);
        assertThat(delivery.get("event").asString()).isEqualTo("finished");
        JsonNode again = delivered(process.service(), underway);
        assertThat(again.get("attempts").asInt()).isEqualTo(2);
      }
      assertThat(receiver.received())
          .isNotEmpty()
          .extracting(request -> json(new String(request.body(), UTF_8)).at("/data/id").asString())
          .containsOnly(ended);
      assertThat(slow.received())
          .extracting(request -> request.headers().getFirst("Webhook-id"))
          .hasSize(2)
          .containsOnly(slow.received().get(0).headers().getFirst("Webhook-id"));
    }
  }

  private static String submit(ServiceProcess process, String url) {
    return process.service().post(JOBS, json(JOB.formatted(url)), 201).get("id").asString();
  }

  private static JsonNode delivered(Service service, String id) {
    return Await.until(
        "the end of %s is told".formatted(id),
        LONGEST,
        () -> service.read(JOBS + "/" + id + "/deliveries").at("/data/0"),
        one -> one.path("state").asString("").equals("delivered"));
  }

  @Test
  void twoReplicasTellEverythingOnce() {
    PostgresServer postgres = new PostgresServer(home.resolve("postgres"));
    String[] properties = {"spring.datasource.url=" + postgres.url(), ALLOWED[0], ALLOWED[1]};
    try (Receiver receiver = Receiver.answering(204);
        ServiceProcess first = ServiceProcess.launch(home, properties);
        ServiceProcess second = ServiceProcess.launch(home, properties)) {
      first.awaitReady();
      second.awaitReady();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add(submit(i % 2 == 0 ? first : second, receiver.url("/" + i)));
      }
      ids.forEach(id -> delivered(second.service(), id));
      assertThat(receiver.received())
          .filteredOn(
              request -> new String(request.body(), UTF_8).contains("training_job.finished"))
          .hasSize(ids.size());
      assertThat(receiver.received())
          .extracting(request -> request.headers().getFirst("Webhook-id"))
          .doesNotHaveDuplicates();
    } finally {
      postgres.close();
    }
  }
}
