package dev.gradtrace.story;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service is killed again and again while somebody sends points, and has all that it has
 * acknowledged.
 *
 * <p>{@code -Dgradtrace.kills=30} kills it more often than every build has time for.
 */
@Order(1)
class ObservedRunsStoryTest {

  private static final int KILLS = Integer.getInteger("gradtrace.kills", 2);
  private static final long SEED = Long.getLong("gradtrace.seed", System.nanoTime());
  private static final int LONGEST_REQUEST_MILLIS = 40;
  private static final long EVERY = 10;
  private static final int INPUTS = 50;
  private static final int UNITS = 40;

  private final Random random = new Random(SEED);

  /** The answer to every point that was acknowledged, by its step. */
  private final TreeMap<Long, JsonNode> acknowledged = new TreeMap<>();

  @TempDir private Path home;

  @Test
  void everyPointIsThereThatWasAcknowledgedBeforeAKill() {
    System.out.printf("%d kills at the moments of seed %d%n", KILLS, SEED);
    ServiceProcess process = ServiceProcess.start(home);
    try {
      String run = begin(process.service());
      long next = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        for (int point = 0; point < 3; point++, next += EVERY) {
          acknowledge(process.service(), run, next);
        }
        if (kill % 2 == 1) {
          killWhileSending(process, run, next);
        } else {
          process.kill();
        }
        process = ServiceProcess.start(home);
        next = resumed(process.service(), run);
      }
      acknowledge(process.service(), run, next);
      assertAllThere(process.service(), run);
      Service.body(process.service().post(run + "/finish", ""), 200);
      process.kill();
      process = ServiceProcess.start(home);
      assertFinished(process.service(), run);
      assertAllThere(process.service(), run);
    } finally {
      process.close();
    }
  }

  @Test
  void anEndThatNobodyHeardOfIsAskedForAgain() {
    ServiceProcess process = ServiceProcess.start(home);
    try {
      String run = begin(process.service());
      acknowledge(process.service(), run, 0);
      Service asked = process.service();
      CompletableFuture<Void> unheard =
          CompletableFuture.runAsync(() -> asked.post(run + "/finish", ""));
      Await.pause(Duration.ofMillis(random.nextInt(LONGEST_REQUEST_MILLIS)));
      process.kill();
      unheard.exceptionally(cut -> null).join();
      process = ServiceProcess.start(home);
      assertThat(process.service().post(run + "/finish", "").statusCode()).isIn(200, 409);
      assertFinished(process.service(), run);
      assertAllThere(process.service(), run);
    } finally {
      process.close();
    }
  }

  @Test
  void twoReplicasTakeThePointsOfOneRunByTurnsAndOneGoesOnAlone() {
    PostgresServer postgres = new PostgresServer(home.resolve("postgres"));
    String database = "spring.datasource.url=" + postgres.url();
    try (ServiceProcess first = ServiceProcess.launch(home, database);
        ServiceProcess second = ServiceProcess.launch(home, database)) {
      first.awaitReady();
      second.awaitReady();
      String run = begin(first.service());
      long next = 0;
      for (int point = 0; point < 10; point++, next += EVERY) {
        acknowledge((point % 2 == 0 ? first : second).service(), run, next);
      }
      sendToBothAtOnce(first, second, run, next);
      killWhileSending(first, run, next + EVERY);
      next = resumed(second.service(), run);
      for (int point = 0; point < 3; point++, next += EVERY) {
        acknowledge(second.service(), run, next);
      }
      assertAllThere(second.service(), run);
      Service.body(second.service().post(run + "/finish", ""), 200);
      assertFinished(second.service(), run);
    } finally {
      postgres.close();
    }
  }

  /** One of them is first; the other may be told to send again, and then replaces it. */
  private void sendToBothAtOnce(
      ServiceProcess first, ServiceProcess second, String run, long step) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.of(first.service(), second.service())
            .map(service -> CompletableFuture.supplyAsync(() -> put(service, run, step)))
            .toList();
    List<Integer> codes = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      codes.add(answer.join().statusCode());
      if (answer.join().statusCode() == 200) {
        acknowledged.put(step, Service.body(answer.join(), 200));
      }
    }
    assertThat(codes).contains(200).allMatch(code -> code == 200 || code == 409);
  }

  private static String begin(Service service) {
    Random samples = new Random(5);
    ObjectNode body =
        (ObjectNode)
            json(
                """
                {'network': {'inputs': %s, 'layers': [
                    {'units': %s, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
                 'cost': 'quadratic', 'batch': {}}
                """
                    .formatted(INPUTS, UNITS));
    ObjectNode batch = (ObjectNode) body.get("batch");
    ArrayNode inputs = batch.putArray("inputs");
    ArrayNode targets = batch.putArray("targets");
    for (int sample = 0; sample < 20; sample++) {
      numbers(inputs.addArray(), INPUTS, samples);
      targets.addArray().add(sample % 2);
    }
    return service.post("/v1/observed-runs", body, 201).at("/links/self").asString();
  }

  private static void numbers(ArrayNode into, int count, Random random) {
    IntStream.range(0, count).forEach(i -> into.add(random.nextDouble() - 0.5));
  }

  private static HttpResponse<String> put(Service service, String run, long step) {
    Random weights = new Random(step);
    ObjectNode body = (ObjectNode) json("{}");
    ArrayNode layers = body.putArray("parameters");
    layer(layers.addObject(), UNITS, INPUTS, weights);
    layer(layers.addObject(), 1, UNITS, weights);
    return service.put(
        run + "/steps/" + step,
        "application/json",
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void layer(ObjectNode layer, int units, int inputs, Random random) {
    ArrayNode rows = layer.putArray("weights");
    IntStream.range(0, units).forEach(unit -> numbers(rows.addArray(), inputs, random));
    numbers(layer.putArray("biases"), units, random);
  }

  private void acknowledge(Service service, String run, long step) {
    acknowledged.put(step, Service.body(put(service, run, step), 200));
  }

  private void killWhileSending(ServiceProcess process, String run, long step) {
    Service service = process.service();
    CompletableFuture<@Nullable HttpResponse<String>> sent =
        CompletableFuture.supplyAsync(() -> put(service, run, step));
    Await.pause(Duration.ofMillis(random.nextInt(LONGEST_REQUEST_MILLIS)));
    process.kill();
    try {
      acknowledged.put(step, Service.body(sent.join(), 200));
    } catch (CompletionException cut) {
      System.out.println("step " + step + " was cut off");
    }
  }

  /** The step after the last that is there, which is the last acknowledged or one that was cut. */
  private long resumed(Service service, String run) {
    long last = service.read(run).get("lastStep").asLong();
    assertThat(last - acknowledged.lastKey()).isIn(0L, EVERY);
    acknowledge(service, run, last);
    return last + EVERY;
  }

  private void assertAllThere(Service service, String run) {
    JsonNode trace = service.read(run + "/gradient-trace?metrics=deltaLog10,updateRatio");
    List<Long> steps = new ArrayList<>();
    trace.get("step").forEach(step -> steps.add(step.asLong()));
    assertThat(steps).containsExactlyElementsOf(acknowledged.keySet());
    assertThat(service.read(run).get("lastStep").asLong()).isEqualTo(acknowledged.lastKey());
    int point = 0;
    for (JsonNode answer : acknowledged.values()) {
      assertThat(trace.at("/loss/" + point)).isEqualTo(answer.get("loss"));
      for (int layer = 0; layer < 2; layer++) {
        for (String metric : List.of("deltaLog10", "updateRatio")) {
          assertThat(trace.at("/layers/%s/metrics/%s/%s".formatted(layer, metric, point)))
              .as("%s of layer %d at point %d", metric, layer + 1, point)
              .isEqualTo(answer.at("/layers/%s/%s".formatted(layer, metric)));
        }
      }
      point++;
    }
  }

  private void assertFinished(Service service, String run) {
    JsonNode finished = service.read(run);
    assertThat(finished.get("status").asString()).isEqualTo("succeeded");
    assertThat(finished.at("/result/stopReason").asString()).isEqualTo("completed");
    assertThat(put(service, run, acknowledged.lastKey() + EVERY).statusCode()).isEqualTo(409);
  }
}
