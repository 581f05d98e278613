package dev.gradtrace.web.mcp;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.wording.Figures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools that train, and that read recordings. */
final class TrainingTools {

  static final String JOBS = "/v1/training-jobs";

  private static final String JOB = JOBS + "/{id}";
  private static final String OBSERVED = "/v1/observed-runs/{id}";
  private static final String WAIT = "waitSeconds";
  private static final String KEY = "idempotencyKey";
  private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");
  private static final List<String> TRACED = List.of("deltaLog10");
  private static final int POINTS = 10;
  private static final int MOST_POINTS = 100;
  private static final int NOT_FOUND = 404;

  private TrainingTools() {}

  record StartArguments(@Nullable Double waitSeconds, @Nullable String idempotencyKey) {}

  record JobArguments(String jobId, @Nullable Double waitSeconds) {}

  record CancelArguments(String jobId) {}

  /**
   * @param metrics of layers
   * @param maxPoints 2…100
   */
  record TraceArguments(
      String jobId,
      @Nullable List<String> metrics,
      @Nullable List<Integer> layers,
      @Nullable Long fromStep,
      @Nullable Long toStep,
      @Nullable Integer maxPoints) {

    private Map<String, String> query() {
      int points = requireNonNullElse(maxPoints, POINTS);
      Faults faults = new Faults();
      faults.unless(
          points >= 2 && points <= MOST_POINTS,
          "maxPoints",
          "must lie between 2 and %d, was %d",
          MOST_POINTS,
          points);
      faults.throwIfAny();
      Map<String, String> query = new HashMap<>();
      query.put("maxPoints", Integer.toString(points));
      query.put("metrics", list(metrics == null || metrics.isEmpty() ? TRACED : metrics));
      if (layers != null && !layers.isEmpty()) {
        query.put("layers", list(layers));
      }
      if (fromStep != null) {
        query.put("fromStep", fromStep.toString());
      }
      if (toStep != null) {
        query.put("toStep", toStep.toString());
      }
      return query;
    }

    private static String list(List<?> values) {
      return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
  }

  static ObjectNode train(Arguments arguments, LocalOperations.Asking operations) {
    StartArguments own = arguments.only(WAIT, KEY).as(StartArguments.class);
    Waiting waiting = Waiting.of(own.waitSeconds());
    ObjectNode created =
        operations.post(JOBS, Map.of(), arguments.without(WAIT, KEY), own.idempotencyKey());
    return told(awaited(created.path("id").asString(), waiting, operations));
  }

  static ObjectNode get(Arguments arguments, LocalOperations.Asking operations) {
    JobArguments own = arguments.as(JobArguments.class);
    return told(awaited(own.jobId(), Waiting.of(own.waitSeconds()), operations));
  }

  static ObjectNode cancel(Arguments arguments, LocalOperations.Asking operations) {
    CancelArguments own = arguments.as(CancelArguments.class);
    return told(operations.post(JOB + "/cancel", Map.of("id", own.jobId()), null, null));
  }

  /** The job once it has ended, or as it is when the waiting time is over. */
  private static ObjectNode awaited(String id, Waiting waiting, LocalOperations.Asking operations) {
    return waiting.until(
        TrainingTools::hasEnded,
        () -> ofRun(id, path -> operations.get(path, Map.of("id", id), Map.of())),
        operations);
  }

  /** Reads a run of either kind: a training job or an observed run. */
  static ObjectNode ofRun(String id, Function<String, ObjectNode> asking) {
    try {
      return asking.apply(JOB);
    } catch (Refused refused) {
      if (!refused.is(NOT_FOUND)) {
        throw refused;
      }
      try {
        return asking.apply(OBSERVED);
      } catch (Refused elsewhere) {
        throw elsewhere.is(NOT_FOUND) ? refused : elsewhere;
      }
    }
  }

  static boolean hasEnded(JsonNode job) {
    return ENDED.contains(job.path("status").asString(""));
  }

  private static ObjectNode told(ObjectNode job) {
    ObjectNode answer = Answers.beginning(sentence(job));
    answer.set("jobId", job.path("id"));
    Answers.copy(job, answer, "name", "status", "result", "error");
    if (!hasEnded(job)) {
      Answers.copy(job, answer, "progress");
    }
    JsonNode network = job.path("spec").path("network");
    Answers.copy(network, answer, "parameterCount");
    return answer;
  }

  private static String sentence(JsonNode job) {
    String status = job.path("status").asString("");
    JsonNode result = job.path("result");
    if (!hasEnded(job)) {
      return "The job is "
          + status
          + ", "
          + Figures.percent(job.path("progress").path("fraction").asDouble(0))
          + " done: ask get_training_job again with this jobId, or trace_gradients meanwhile.";
    }
    String why = result.path("stopReason").asString("");
    String ended = "The job has " + status + (why.isEmpty() ? "" : " (" + why + ")");
    return ended
        + measured(result, "trainingLoss", ", training loss ", Figures::number)
        + measured(result, "trainingAccuracy", ", training accuracy ", Figures::percent)
        + measured(result, "validationLoss", ", validation loss ", Figures::number)
        + measured(result, "validationAccuracy", ", validation accuracy ", Figures::percent)
        + ". Ask diagnose with this jobId why it is so.";
  }

  private static String measured(
      JsonNode result, String name, String words, Function<Double, String> wording) {
    JsonNode value = result.path(name);
    return value.isNumber() ? words + wording.apply(value.doubleValue()) : "";
  }

  static ObjectNode trace(Arguments arguments, LocalOperations.Asking operations) {
    TraceArguments own = arguments.as(TraceArguments.class);
    Map<String, String> query = own.query();
    ObjectNode trace =
        ofRun(
            own.jobId(),
            path -> operations.get(path + "/gradient-trace", Map.of("id", own.jobId()), query));
    JsonNode steps = trace.path("step");
    ObjectNode answer = Answers.beginning(traceSentence(trace, steps));
    Answers.copy(trace, answer, "jobId", "complete", "step", "epoch", "loss");
    Answers.copy(trace.path("flow"), answer, "slopePerLayer", "noiseScale");
    for (JsonNode layer : trace.path("layers")) {
      ObjectNode told = answer.withArray("layers").addObject();
      Answers.copy(layer, told, "layer", "activation");
      told.setAll((ObjectNode) layer.path("metrics"));
    }
    return answer;
  }

  private static String traceSentence(JsonNode trace, JsonNode steps) {
    if (steps.isEmpty()) {
      return "Nothing is recorded yet.";
    }
    int last = steps.size() - 1;
    return "Steps "
        + steps.get(0).asLong()
        + " to "
        + steps.get(last).asLong()
        + ", "
        + steps.size()
        + " of them: the loss goes from "
        + number(trace.path("loss").get(0))
        + " to "
        + number(trace.path("loss").get(last))
        + ", the decades of gradient lost per layer towards the input from "
        + number(trace.path("flow").path("slopePerLayer").get(0))
        + " to "
        + number(trace.path("flow").path("slopePerLayer").get(last))
        + ".";
  }

  private static String number(@Nullable JsonNode value) {
    return value != null && value.isNumber() ? Figures.number(value.doubleValue()) : "unknown";
  }
}
