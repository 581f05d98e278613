package dev.gradtrace.story;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The service is killed again and again, and nobody can tell from what its jobs came to.
 *
 * <p>{@code -Dgradtrace.kills=30} kills it more often than every build has time for, and {@code
 * -Dgradtrace.seed=…} at the moments of an earlier run, as far as they can be told.
 */
@Order(1)
class CrashStoryTest {

  private static final int KILLS = Integer.getInteger("gradtrace.kills", 4);
  private static final long SEED = Long.getLong("gradtrace.seed", System.nanoTime());

  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final int LONGEST_LIFE_MILLIS = 1000;
  private static final int LONGEST_REQUEST_MILLIS = 30;

  private static final String JOBS = "/v1/training-jobs";

  private static final String SHORT =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 8, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'generator': {'name': 'moons', 'samples': 200}},
       'optimizer': {'name': 'adam'}, 'epochs': 5, 'seed': 1}
      """;

  private static final String DIGITS =
      """
      {'network': {'inputs': 64, 'layers': [
          {'units': 30, 'activation': 'sigmoid'}, {'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'digits'}, 'validationFraction': 0.2,
       'optimizer': {'name': 'sgd', 'learningRate': 0.1, 'momentum': 0.9}, 'batchSize': 10,
       'epochs': %s, 'seed': 2, 'trace': {'everySteps': %s}}
      """;

  private static final String MEDIUM = DIGITS.formatted(10, 10);
  private static final String LONG = DIGITS.formatted(200, 300);

  private final Random random = new Random(SEED);

  /** The specification of every job that was acknowledged, by its id. */
  private final Map<String, String> acknowledged = new LinkedHashMap<>();

  @TempDir private Path home;
  private ServiceProcess process;
  private Service service;

  private void start() {
    process = ServiceProcess.start(home, "gradtrace.workers=2");
    service = process.service();
  }

  @AfterEach
  void end() {
    process.close();
  }

  @Test
  void nothingAcknowledgedIsLostAndEveryResultIsTheSameToTheLastBit() {
    System.out.printf("%d kills at the moments of seed %d%n", KILLS, SEED);
    start();
    Stream.of(LONG, MEDIUM, SHORT).forEach(this::submit);
    Map<String, Outcome> undisturbed = new HashMap<>();
    acknowledged.forEach((id, spec) -> undisturbed.put(spec, Outcome.of(service, id)));
    long begun = System.nanoTime();
    for (int kill = 0; kill < KILLS; kill++) {
      submit(SHORT);
      switch (kill % 4) {
        case 0 -> killTwiceWhileItRuns(LONG);
        case 1 -> killAtSomeTimeAfter(MEDIUM);
        case 2 -> killRightAfterTheAnswerTo(MEDIUM);
        default -> killBeforeTheAnswerTo(SHORT);
      }
      if (kill == KILLS / 2) {
        stopWhileItRuns(LONG);
      }
    }
    acknowledged.forEach(
        (id, spec) ->
            assertThat(Outcome.of(service, id)).as("job %s", id).isEqualTo(undisturbed.get(spec)));
    JsonNode all = service.read(JOBS + "?limit=100").get("data");
    assertThat(all)
        .extracting(job -> job.get("id").asString())
        .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
    System.out.printf(
        "killed at %d places in %d s, %d jobs%n",
        KILLS, Duration.ofNanos(System.nanoTime() - begun).toSeconds(), acknowledged.size());
  }

  private String submit(String spec) {
    String id = service.post(JOBS, json(spec), 201).get("id").asString();
    acknowledged.put(id, spec);
    return id;
  }

  /** A job that ends sooner is followed by another one. */
  private void killTwiceWhileItRuns(String spec) {
    String id;
    do {
      id = submit(spec);
      for (int times = 0; times < 2; times++) {
        awaitSteps(id);
        kill(random.nextInt(LONGEST_REQUEST_MILLIS));
      }
      service.finished(id);
    } while (transitions(id, "taken over from a worker that no longer answers") < 2);
  }

  private void killAtSomeTimeAfter(String spec) {
    submit(spec);
    kill(random.nextInt(LONGEST_LIFE_MILLIS));
  }

  private void killRightAfterTheAnswerTo(String spec) {
    submit(spec);
    kill(0);
  }

  /** Whoever hears no answer asks again, and whatever had become of the first request is right. */
  private void killBeforeTheAnswerTo(String spec) {
    String body = json(spec).toString();
    String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
    Service asked = service;
    CompletableFuture<Void> unheard = CompletableFuture.runAsync(() -> asked.post(JOBS, body, key));
    kill(random.nextInt(LONGEST_REQUEST_MILLIS));
    unheard.exceptionally(cut -> null).join();
    JsonNode job = Service.body(service.post(JOBS, body, key), 201);
    acknowledged.put(job.get("id").asString(), spec);
  }

  private void kill(int millis) {
    Await.pause(Duration.ofMillis(millis));
    process.kill();
    start();
  }

  /** A job that ends sooner is followed by another one. */
  private void stopWhileItRuns(String spec) {
    String handedBack = "handed back by a replica that was stopped";
    String id;
    do {
      id = submit(spec);
      awaitSteps(id);
      assertThat(process.terminate()).isLessThan(LONGEST_STOP);
      start();
    } while (transitions(id, handedBack) == 0);
    assertThat(transitions(id, handedBack)).isEqualTo(1);
  }

  /** Waits until a job goes on, or has ended. */
  private void awaitSteps(String id) {
    int before = step(service.read(JOBS + "/" + id));
    Await.until(
        "job %s makes progress".formatted(id),
        () -> {
          JsonNode job = service.read(JOBS + "/" + id);
          return step(job) > before || Service.isFinished(job);
        });
  }

  private static int step(JsonNode job) {
    return job.at("/progress/step").asInt();
  }

  private long transitions(String id, String message) {
    JsonNode transitions = service.read(JOBS + "/" + id).get("statusTransitions");
    Predicate<JsonNode> says = transition -> transition.get("message").asString("").equals(message);
    return StreamSupport.stream(transitions.spliterator(), false).filter(says).count();
  }
}
