package dev.gradtrace.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.story.Service;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What Prometheus reads, from one replica with one worker. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "gradtrace.workers=1")
class JobMetricsTest {

  private static final Duration LONGEST_SCRAPES = Duration.ofMinutes(1);

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void tellWhatAJobTook() {
    Map<String, Double> before = scrape();
    service.train(xor(5));
    Map<String, Double> after =
        scrapeUntil(
            now -> rise(before, now, "gradtrace_job_run_seconds_count{outcome=\"succeeded\"}") > 0);
    assertThat(rise(before, after, "gradtrace_training_steps_total")).isEqualTo(10);
    assertThat(rise(before, after, "gradtrace_training_samples_total")).isEqualTo(20);
    assertThat(rise(before, after, "gradtrace_job_wait_seconds_count")).isEqualTo(1);
    double checkpoints = rise(before, after, "gradtrace_checkpoint_size_bytes_count");
    assertThat(checkpoints).isPositive();
    assertThat(rise(before, after, "gradtrace_report_seconds_count{kind=\"checkpoint\"}"))
        .isEqualTo(checkpoints);
    assertThat(rise(before, after, "gradtrace_checkpoint_size_bytes_sum"))
        .isGreaterThan(100 * checkpoints);
    assertThat(after)
        .containsEntry("gradtrace_workers", 1.0)
        .containsEntry("gradtrace_workers_busy", 0.0)
        .containsEntry("gradtrace_job_run_seconds_count{outcome=\"internal\"}", 0.0)
        .containsEntry("gradtrace_job_run_seconds_count{outcome=\"handed_back\"}", 0.0);
  }

  @Test
  void tellHowManyJobsWaitAndRun() {
    String running = submit(Service.json(ENDLESS));
    String waiting = submit(Service.json(ENDLESS));
    scrapeUntil(
        now ->
            now.get("gradtrace_jobs{status=\"running\"}") == 1
                && now.get("gradtrace_jobs{status=\"queued\"}") == 1
                && now.get("gradtrace_workers_busy") == 1);
    cancel(waiting);
    cancel(running);
    scrapeUntil(
        now ->
            now.get("gradtrace_jobs{status=\"running\"}") == 0
                && now.get("gradtrace_jobs{status=\"queued\"}") == 0
                && now.get("gradtrace_workers_busy") == 0
                && now.get("gradtrace_job_run_seconds_count{outcome=\"cancelled\"}") == 1);
  }

  private static final String ENDLESS =
      """
      {'network': {'inputs': 64, 'layers': [
          {'units': 100, 'activation': 'sigmoid'}, {'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'digits'}, 'epochs': 100000,
       'optimizer': {'name': 'sgd'}}
      """;

  private static JsonNode xor(int epochs) {
    return Service.json(
        """
        {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
         'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'batchSize': 2, 'epochs': %s,
         'optimizer': {'name': 'sgd'}}
        """
            .formatted(epochs));
  }

  private String submit(JsonNode job) {
    return service.post("/v1/training-jobs", job, 201).get("id").asString();
  }

  private void cancel(String id) {
    service.post("/v1/training-jobs/" + id + "/cancel", "");
  }

  private static double rise(Map<String, Double> before, Map<String, Double> after, String name) {
    return after.get(name) - before.get(name);
  }

  private Map<String, Double> scrapeUntil(Predicate<Map<String, Double>> condition) {
    return await("the metrics are as expected")
        .atMost(LONGEST_SCRAPES)
        .until(this::scrape, condition);
  }

  private Map<String, Double> scrape() {
    return service
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("gradtrace_"))
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
  }
}
