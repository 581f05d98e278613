package dev.gradtrace.story;

import static dev.gradtrace.story.Service.body;
import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.storage.Postgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the service does about a database that it cannot use, or not now. */
@Timeout(600)
@Order(2)
class FaultStoryTest {

  private static final String JOBS = "/v1/training-jobs";
  private static final String READINESS = "/actuator/health/readiness";
  private static final String LIVENESS = "/actuator/health/liveness";

  /** The time to wait for a connection, and as much again for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String JOB =
      """
      {'network': {'inputs': 4, 'layers': [{'units': 3, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'dataset': {'id': 'iris'}, 'epochs': %s,
       'optimizer': {'name': 'sgd', 'learningRate': 0.01}}
      """;

  @TempDir private Path home;

  @Test
  void endsWithASentenceIfTheDatabaseCannotBeUsed() throws Exception {
    Path notADirectory = Files.createFile(home.resolve("file"));
    try (ServiceProcess service = ServiceProcess.launch(notADirectory)) {
      assertThat(service.awaitEnd()).isEqualTo(1);
      assertThat(service.output())
          .contains("cannot be opened", "GRADTRACE_HOME")
          .doesNotContain("\tat ", "ApplicationContextException");
    }
  }

  @Test
  void waitsForADatabaseThatIsNotThereAndOutlivesOneThatGoes() throws Exception {
    try (Cable cable = new Cable(Postgres.newDatabase());
        ServiceProcess replica =
            ServiceProcess.launch(
                home, "spring.datasource.url=" + cable.url(), "gradtrace.workers=1")) {
      Await.until("it waits", () -> replica.output().contains("Waiting for the database"));
      Service service = replica.service();
      requirePatience(service);

      cable.mend();
      replica.awaitReady();
      String id = submit(service, 30_000);
      Await.until(
          "it runs",
          () -> service.read(JOBS + "/" + id).get("status").asString().equals("running"));

      cable.cut();
      requirePatience(service);

      cable.mend();
      replica.awaitReady();
      Await.until("the job ends", () -> status(service, id).equals("succeeded"));
      assertThat(service.finished(submit(service, 1)).get("status").asString())
          .isEqualTo("succeeded");
    }
  }

  /** Of a job; of a refusal while the last broken connections are found out, 503. */
  private static String status(Service service, String id) {
    return json(service.get(JOBS + "/" + id).body()).get("status").asString();
  }

  private static String submit(Service service, int epochs) {
    return service.post(JOBS, json(JOB.formatted(epochs)), 201).get("id").asString();
  }

  /** It lives, takes no traffic, and asks those who come all the same to come back. */
  private static void requirePatience(Service service) {
    assertThat(service.get(LIVENESS).statusCode()).isEqualTo(200);
    assertThat(service.get(READINESS).statusCode()).isEqualTo(503);
    long asked = System.nanoTime();
    HttpResponse<String> answer = service.post(JOBS, json(JOB.formatted(1)).toString());
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
    assertThat(body(answer, 503).get("title").asString()).isEqualTo("Service Unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }
}
