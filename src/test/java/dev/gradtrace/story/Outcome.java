package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a job came to, to the last byte: equal for all jobs of one specification, whatever happened
 * to the processes that ran them.
 */
record Outcome(
    String status, String result, String lossCurve, String gradientTrace, String parameters) {

  private static final String JOBS = "/v1/training-jobs/";

  /** That of a job, once it has ended; what was told of it on the way is looked through, too. */
  static Outcome of(Service service, String id) {
    JsonNode job = service.finished(id);
    requireWhole(service.read(JOBS + id + "/events"), job);
    return new Outcome(
        job.get("status").asString(),
        job.get("result").toString(),
        digest(service, id, "loss-curve"),
        digest(service, id, "gradient-trace"),
        digest(service, id, "parameters"));
  }

  /** No event is missing or there twice, and every epoch was told of once, in its turn. */
  private static void requireWhole(JsonNode events, JsonNode job) {
    String id = job.get("id").asString();
    assertThat(numbers(events, event -> true, "id"))
        .as("events of job %s", id)
        .isEqualTo(IntStream.rangeClosed(1, events.size()).boxed().toList());
    List<Integer> epochs = numbers(events, event -> is(event, "epoch"), "epoch");
    assertThat(epochs)
        .as("epochs of job %s", id)
        .isEqualTo(IntStream.rangeClosed(0, job.at("/progress/epochs").asInt()).boxed().toList());
    List<String> statuses =
        stream(events)
            .filter(event -> is(event, "status"))
            .map(event -> event.at("/data/status").asString())
            .toList();
    assertThat(statuses)
        .as("statuses of job %s", id)
        .startsWith("queued", "running")
        .endsWith(job.get("status").asString())
        .containsOnlyOnce(job.get("status").asString());
  }

  private static boolean is(JsonNode event, String kind) {
    return event.get("event").asString().equals(kind);
  }

  private static List<Integer> numbers(JsonNode events, Predicate<JsonNode> which, String name) {
    return stream(events)
        .filter(which)
        .map(event -> event.has(name) ? event.get(name) : event.get("data").get(name))
        .map(JsonNode::asInt)
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String digest(Service service, String id, String part) {
    String text = Service.text(service.get(JOBS + id + "/" + part), 200).replace(id, "");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
