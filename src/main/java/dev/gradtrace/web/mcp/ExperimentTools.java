package dev.gradtrace.web.mcp;

import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tools that run experiments and compare their cells. */
final class ExperimentTools {

  private static final String EXPERIMENTS = "/v1/experiments";
  private static final String EXPERIMENT = EXPERIMENTS + "/{id}";
  private static final String WAIT = "waitSeconds";
  private static final String KEY = "idempotencyKey";
  private static final Set<String> GOING_ON = Set.of("queued", "running");
  private static final int LONGEST_FACTORS = 300;

  /** Results that rank the cells; the first that exists is used. */
  private static final List<String> JUDGED_BY =
      List.of("validationAccuracy", "trainingAccuracy", "validationLoss", "trainingLoss");

  private ExperimentTools() {}

  record StartArguments(@Nullable Double waitSeconds, @Nullable String idempotencyKey) {}

  record ExperimentArguments(String experimentId, @Nullable Double waitSeconds) {}

  static ObjectNode run(Arguments arguments, LocalOperations.Asking operations) {
    StartArguments own = arguments.only(WAIT, KEY).as(StartArguments.class);
    Waiting waiting = Waiting.of(own.waitSeconds());
    ObjectNode created =
        operations.post(EXPERIMENTS, Map.of(), arguments.without(WAIT, KEY), own.idempotencyKey());
    return awaited(created.path("id").asString(), waiting, operations);
  }

  static ObjectNode get(Arguments arguments, LocalOperations.Asking operations) {
    ExperimentArguments own = arguments.as(ExperimentArguments.class);
    return awaited(own.experimentId(), Waiting.of(own.waitSeconds()), operations);
  }

  /**
   * The comparison of an experiment once it has ended, or as it is when the waiting time is over.
   */
  static ObjectNode awaited(String id, Waiting waiting, LocalOperations.Asking operations) {
    Map<String, String> variables = Map.of("id", id);
    ObjectNode experiment =
        waiting.until(
            state -> !GOING_ON.contains(state.path("status").asString("")),
            () -> operations.get(EXPERIMENT, variables, Map.of()),
            operations);
    ObjectNode comparison =
        operations.get(EXPERIMENT + "/comparison", variables, Map.of("metrics", "deltaLog10"));
    ObjectNode answer = Answers.beginning(sentence(experiment, comparison.path("cells")));
    answer.put("experimentId", id);
    Answers.copy(experiment, answer, "status", "counts", "question");
    ArrayNode cells = answer.putArray("cells");
    comparison.path("cells").forEach(cell -> cells.add(told(cell, cells.objectNode())));
    return answer;
  }

  private static ObjectNode told(JsonNode cell, ObjectNode told) {
    Answers.copy(cell, told, "cell", "title");
    String factors = cell.path("factors").toString();
    if (factors.length() <= LONGEST_FACTORS && !cell.path("factors").isEmpty()) {
      Answers.copy(cell, told, "factors");
    }
    Answers.copy(cell, told, "runs", "succeeded", "failed", "diverged");
    ObjectNode figures = told.putObject("figures");
    cell.path("figures")
        .properties()
        .forEach(
            figure -> {
              JsonNode mean = figure.getValue().path("mean");
              if (mean.isNumber()) {
                figures.set(figure.getKey(), measure(figure.getValue(), mean));
              }
            });
    ArrayNode gradient = told.putArray("firstDeltaLog10ByLayer");
    cell.path("layers")
        .forEach(layer -> gradient.add(layer.path("metrics").path("deltaLog10").path("mean")));
    return told;
  }

  /** A mean alone, or with its standard deviation if there are several seeds. */
  private static JsonNode measure(JsonNode measure, JsonNode mean) {
    if (!measure.path("sd").isNumber()) {
      return mean;
    }
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    Answers.copy(measure, both, "mean", "sd", "n");
    return both;
  }

  private static String sentence(JsonNode experiment, JsonNode cells) {
    String status = experiment.path("status").asString("");
    if (GOING_ON.contains(status)) {
      return "The experiment is "
          + status
          + ": ask get_experiment again with this experimentId; what is here is of the runs that have ended.";
    }
    for (String figure : JUDGED_BY) {
      String best = best(cells, figure);
      if (best != null) {
        return best;
      }
    }
    return "The experiment has ended, and no run has a result.";
  }

  /** The best cell by one result; null if the first cell lacks it. */
  private static @Nullable String best(JsonNode cells, String figure) {
    JsonNode first = mean(cells.path(0), figure);
    if (!first.isNumber()) {
      return null;
    }
    boolean isLoss = figure.endsWith("Loss");
    JsonNode best = cells.path(0);
    for (JsonNode cell : cells) {
      JsonNode mean = mean(cell, figure);
      double gain = mean.asDouble() - mean(best, figure).asDouble();
      if (mean.isNumber() && (isLoss ? gain < 0 : gain > 0)) {
        best = cell;
      }
    }
    String measured = Figures.number(mean(best, figure).doubleValue());
    return best == cells.path(0)
        ? "No cell is better than the first by " + figure + ", " + measured + "."
        : "Best by "
            + figure
            + " is cell "
            + best.path("cell").asInt()
            + (best.has("title") ? ", " + best.path("title").asString() : "")
            + ": "
            + measured
            + ", the first cell "
            + Figures.number(first.doubleValue())
            + ".";
  }

  private static JsonNode mean(JsonNode cell, String figure) {
    return cell.path("figures").path(figure).path("mean");
  }
}
