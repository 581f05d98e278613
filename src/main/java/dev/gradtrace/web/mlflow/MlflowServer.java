package dev.gradtrace.web.mlflow;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.outgoing.Answer;
import dev.gradtrace.outgoing.Destination;
import dev.gradtrace.outgoing.Message;
import dev.gradtrace.outgoing.Outgoing;
import dev.gradtrace.outgoing.Unreachable;
import dev.gradtrace.validation.InvalidSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of an MLflow server's REST API for writing one run. The server's answers are not
 * trusted.
 *
 * @see <a href="https://mlflow.org/docs/latest/api_reference/rest-api.html">MLflow's REST API</a>
 */
final class MlflowServer {

  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final int MOST_READ = 1 << 18;
  private static final String POINTER = "trackingUri";
  private static final int NOT_FOUND = 404;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,256}");
  private static final Pattern CODE = Pattern.compile("[A-Z_]{1,60}");

  /** Artifact locations to which the server itself forwards uploads. */
  private static final Pattern PROXIED =
      Pattern.compile("mlflow-artifacts:(?://[^/]*)?/(?<path>[A-Za-z0-9_./-]{1,1000})");

  private final Outgoing outgoing;
  private final Destination server;
  private final JsonMapper json;
  private final LongSupplier nanoTime;
  private final long end;

  /**
   * @param most time until everything is written
   * @param nanoTime as {@link System#nanoTime}
   */
  MlflowServer(
      Outgoing outgoing,
      Destination server,
      JsonMapper json,
      Duration most,
      LongSupplier nanoTime) {
    this.outgoing = outgoing;
    this.server = server;
    this.json = json;
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + most.toNanos();
  }

  /** A run on the MLflow server. */
  record Run(String experiment, String id, String artifacts) {}

  /** The id of the experiment with this name, which is created if it does not exist. */
  String experiment(String name) {
    String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    Answer known = send("GET", API + "experiments/get-by-name" + query, null);
    if (known.status() == NOT_FOUND) {
      ObjectNode created = json.createObjectNode().put("name", name);
      return id(call("experiments/create", created).path("experiment_id"));
    }
    JsonNode experiment = body("experiments/get-by-name", known).path("experiment");
    InvalidSpec.unless(
        !experiment.path("lifecycle_stage").asString("").equals("deleted"),
        "experiment",
        "was deleted there; restore it, or take another name");
    return id(experiment.path("experiment_id"));
  }

  /** Creates a run. */
  Run begin(String experiment, ObjectNode run) {
    run.put("experiment_id", experiment);
    JsonNode info = call("runs/create", run).path("run").path("info");
    return new Run(experiment, id(info.path("run_id")), info.path("artifact_uri").asString(""));
  }

  /** Writes parameters, metrics or tags, at most as many as the server accepts at once. */
  void log(ObjectNode batch) {
    call("runs/log-batch", batch);
  }

  /** Sets the final status of the run. */
  void update(ObjectNode run) {
    call("runs/update", run);
  }

  /** Uploads a file if the server forwards uploads; else does nothing. */
  void keep(Run run, String name, String contentType, byte[] file) {
    Matcher proxied = PROXIED.matcher(run.artifacts());
    if (proxied.matches() && !proxied.group("path").contains("..")) {
      String path = ARTIFACTS + proxied.group("path") + "/" + name;
      Answer answer = send("PUT", path, new Body(contentType, file));
      requireSuccess("mlflow-artifacts", answer);
    }
  }

  /** The URL of the run's page. */
  String page(Run run) {
    return server
        .below("/#/experiments/" + run.experiment() + "/runs/" + run.id())
        .uri()
        .toString();
  }

  private JsonNode call(String operation, ObjectNode request) {
    byte[] bytes = json.writeValueAsBytes(request);
    return body(operation, send("POST", API + operation, new Body("application/json", bytes)));
  }

  private record Body(String contentType, byte[] bytes) {}

  private Answer send(String method, String path, @Nullable Body body) {
    long left = end - nanoTime.getAsLong();
    InvalidSpec.unless(left > 0, POINTER, "is a server that takes too long to write a run to");
    Duration longest = Duration.ofNanos(Math.min(left, LONGEST_ANSWER.toNanos()));
    Map<String, String> headers =
        body == null ? Map.of() : Map.of("Content-Type", body.contentType());
    try {
      return outgoing.send(
          new Message(
              method,
              server.below(path),
              headers,
              body == null ? null : body.bytes(),
              longest,
              MOST_READ));
    } catch (Unreachable why) {
      throw InvalidSpec.meaningless(POINTER, "cannot be asked: %s", why.reason());
    }
  }

  private JsonNode body(String operation, Answer answer) {
    requireSuccess(operation, answer);
    JsonNode body = parsed(answer);
    InvalidSpec.unless(body.isObject(), POINTER, "does not answer as MLflow does: %s", operation);
    return body;
  }

  private void requireSuccess(String operation, Answer answer) {
    if (!answer.isSuccess()) {
      String code = parsed(answer).path("error_code").asString("");
      throw InvalidSpec.meaningless(
          POINTER,
          "answered %d%s to %s",
          answer.status(),
          CODE.matcher(code).matches() ? " " + code : "",
          operation);
    }
  }

  private JsonNode parsed(Answer answer) {
    try {
      return requireNonNull(json.readTree(answer.body()));
    } catch (JacksonException | NullPointerException e) {
      return json.missingNode();
    }
  }

  private static String id(JsonNode node) {
    String id = node.asString("");
    InvalidSpec.unless(ID.matcher(id).matches(), POINTER, "does not answer as MLflow does");
    return id;
  }
}
