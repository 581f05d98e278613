package dev.gradtrace.story;

import static dev.gradtrace.story.Service.body;
import static dev.gradtrace.story.Service.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs and looks that together need more memory than there is: the process lives. */
@Timeout(600)
@Order(1)
class MemoryStoryTest {

  private static final String JOBS = "/v1/training-jobs";

  private static final List<String> SMALL_HEAP = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

  /** 16 million parameters, of which a run keeps four copies and a checkpoint two times three. */
  private static final String HUGE =
      """
      {'network': {'inputs': 1000, 'layers': [{'units': 8000, 'activation': 'relu'},
          {'units': 1000, 'activation': 'relu'}, {'units': 1, 'activation': 'linear'}]},
       'cost': 'quadratic', 'optimizer': {'name': 'adam'}, 'batchSize': 4, 'epochs': 100000,
       'dataset': {'generator': {'name': 'teacher', 'samples': 4, 'inputs': 1000}}}
      """;

  /** 120 MB and little work: fits, but no two of it beside each other. */
  private static final String LARGE =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 10, 'activation': 'tanh', 'repeat': 100}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'optimizer': {'name': 'adam'}, 'batchSize': 3000, 'epochs': 2,
       'dataset': {'generator': {'name': 'moons', 'samples': 3000}}}
      """;

  private static final String ENDLESS =
      """
      {'network': {'inputs': 64, 'layers': [{'units': 10, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'dataset': {'id': 'digits'}, 'epochs': 100000,
       'optimizer': {'name': 'sgd', 'learningRate': 0.01}}
      """;

  /** 60 MB and little work: a hundred thin layers, 1500 samples. */
  private static final String LOOK =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 10, 'activation': 'tanh', 'repeat': 100}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy',
       'batch': {'dataset': {'generator': {'name': 'moons', 'samples': 1500}}}}
      """;

  private static final int LOOKS = 12;

  /** Bytes. */
  private static final int FILE = 24 << 20;

  /** Those of the attack: 616 MB each. */
  private static final String HUGE_LOOK =
      """
      {'network': {'inputs': 784, 'layers': [
          {'units': 2000, 'activation': 'sigmoid', 'repeat': 3},
          {'units': 10, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'batch': {'dataset': {'id': 'mnist_2k'}, 'first': 1700}}
      """;

  @TempDir private Path home;

  @Test
  void whatCouldNeverFitIsRefusedAndWhatCannotNowWaits() {
    try (ServiceProcess process = ServiceProcess.launch(home, SMALL_HEAP, "gradtrace.workers=4")) {
      process.awaitReady();
      Service service = process.service();
      String endless = service.post(JOBS, json(ENDLESS), 201).get("id").asString();

      requireRefused(service.post(JOBS, json(HUGE).toString()), "/network");
      requireRefused(service.post("/v1/gradients", json(HUGE_LOOK).toString()), "/batch");

      List<String> large =
          IntStream.range(0, 3)
              .mapToObj(i -> service.post(JOBS, json(LARGE), 201).get("id").asString())
              .toList();
      List<Integer> statuses = statuses(service);
      assertThat(statuses).contains(200).isSubsetOf(200, 503);
      large.forEach(
          id -> assertThat(service.finished(id).get("status").asString()).isEqualTo("succeeded"));
      assertThat(service.read(JOBS + "/" + endless).get("status").asString()).isEqualTo("running");
      assertThat(process.isReady()).isTrue();
    }
  }

  /**
   * A thread would keep a buffer outside the heap as large as the most it read or wrote at once.
   */
  @Test
  void largeFilesLeaveNothingBehindOutsideTheHeap() {
    try (ServiceProcess process = ServiceProcess.start(home)) {
      Service management = new Service(process.ports().get(1));
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> refusal =
            process.service().upload("/v1/networks/import/file", Map.of("file", new byte[FILE]));
        assertThat(refusal.statusCode()).isEqualTo(400);
      }
      String rows = String.join(",", Collections.nCopies(FILE / 24, "[0.123456789012345]"));
      for (int i = 0; i < 3; i++) {
        String body = "{\"name\": \"a\", \"inputs\": [%s], \"targets\": []}".formatted(rows);
        assertThat(process.service().post("/v1/datasets", body).statusCode()).isEqualTo(422);
      }
      String kept =
          Service.body(
                  process
                      .service()
                      .upload(
                          "/v1/datasets",
                          Map.of("file", "1,0.5\n".repeat(FILE / 24).getBytes(UTF_8))),
                  201)
              .get("id")
              .asString();
      for (int i = 0; i < 3; i++) {
        String path = "/v1/datasets/%s/rows?limit=%s".formatted(kept, FILE / 24);
        assertThat(process.service().get(path, "Accept", "text/csv").body())
            .hasSizeGreaterThan(FILE / 4);
      }
      String metrics = management.get("/actuator/prometheus").body();
      double direct =
          metrics
              .lines()
              .filter(line -> line.startsWith("jvm_buffer_memory_used_bytes{id=\"direct\"}"))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .findFirst()
              .orElseThrow();
      assertThat(direct).isBetween(1.0, FILE / 4.0);
    }
  }

  /** Of as many looks at once as would need more than the heap. */
  private static List<Integer> statuses(Service service) {
    ExecutorService clients = Executors.newFixedThreadPool(LOOKS);
    try {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, LOOKS)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> service.post("/v1/gradients", json(LOOK).toString()), clients))
              .toList();
      return answers.stream()
          .map(CompletableFuture::join)
          .peek(MemoryStoryTest::requirePatience)
          .map(HttpResponse::statusCode)
          .toList();
    } finally {
      clients.shutdown();
    }
  }

  private static void requirePatience(HttpResponse<String> answer) {
    if (answer.statusCode() == 503) {
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  private static void requireRefused(HttpResponse<String> answer, String pointer) {
    JsonNode error = body(answer, 422).at("/errors/0");
    assertThat(error.get("pointer").asString()).isEqualTo(pointer);
    assertThat(error.get("detail").asString()).contains("bytes of memory", "are allowed");
  }

  @Test
  void aJobOfALargerReplicaThatCannotFitHereFailsAndOthersGoOn() {
    String large;
    try (ServiceProcess roomy = ServiceProcess.start(home, "gradtrace.workers=1")) {
      Service service = roomy.service();
      service.post(JOBS, json(ENDLESS), 201);
      large = service.post(JOBS, json(LARGE), 201).get("id").asString();
    }
    try (ServiceProcess small =
        ServiceProcess.launch(
            home, SMALL_HEAP, "gradtrace.workers=2", "gradtrace.budget.memory-share=0.1")) {
      small.awaitReady();
      JsonNode failed = small.service().finished(large);
      assertThat(failed.get("status").asString()).isEqualTo("failed");
      assertThat(failed.at("/error/code").asString()).isEqualTo("out_of_memory");
      assertThat(failed.at("/error/message").asString()).contains("/batchSize", "bytes");
      assertThat(Await.until("it lives", small::isReady)).isLessThan(Duration.ofSeconds(10));
    }
  }
}
