package dev.gradtrace.web.mcp;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Names;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools that compute gradients without training or storing anything. */
final class LookTools {

  private static final String METRICS = "metrics";
  private static final String INCLUDE = "include";

  private static final double MOST_DECADES = 6;

  /** Metrics of a layer that are shown by default. */
  private static final List<String> TOLD =
      List.of(
          "deltaLog10",
          "weightGradientNorm",
          "biasGradientNorm",
          "activationMean",
          "activationStd",
          "saturatedFraction",
          "deadFraction",
          "activationGainLog10",
          "weightGainLog10",
          "normalizationGainLog10");

  /** Parts of an answer too large for a model: a number per weight, or per sample and unit. */
  private static final Set<String> MATRICES =
      Set.of("gradients", "deltas", "activations", "preactivations", "outputs", "distributions");

  private LookTools() {}

  /**
   * @param metrics of layers; null for the default ones
   * @param include further parts
   */
  record LookArguments(@Nullable List<String> metrics, @Nullable List<String> include) {

    private List<String> columns() {
      Faults faults = new Faults();
      List<String> chosen = new ArrayList<>(List.of("layer", "units", "activation"));
      List<String> wanted = requireNonNullElse(metrics, List.<String>of());
      for (int i = 0; i < wanted.size() && !faults.areMost(); i++) {
        String pointer = METRICS + "/" + i;
        String name = wanted.get(i);
        faults.within("", () -> Names.METRICS.get(pointer, name));
        chosen.add(name);
      }
      List<String> parts = requireNonNullElse(include, List.<String>of());
      for (int i = 0; i < parts.size(); i++) {
        faults.unless(
            !MATRICES.contains(parts.get(i)),
            INCLUDE + "/" + i,
            "has too many numbers to be read here; ask /v1/gradients over HTTP");
      }
      faults.throwIfAny();
      if (wanted.isEmpty()) {
        chosen.addAll(TOLD);
      }
      return chosen;
    }
  }

  static ObjectNode look(Arguments arguments, LocalOperations.Asking operations) {
    List<String> columns = arguments.only(METRICS, INCLUDE).as(LookArguments.class).columns();
    ObjectNode look = operations.post("/v1/gradients", Map.of(), arguments.without(METRICS), null);
    ObjectNode answer = Answers.beginning(flow(look.path("flow"), look.path("layers")));
    Answers.copy(look, answer, "loss", "batchSize", "flow");
    answer.set("parameterCount", look.path("network").path("parameterCount"));
    answer.set("layers", Answers.table(look.path("layers"), columns));
    Answers.copy(look, answer, "gradientCheck", "singularValues", "inputOutputSingularValuesLog10");
    Answers.copy(look, answer, "curvature");
    if (look.get("forecast") instanceof ObjectNode forecast) {
      answer.set("forecast", forecast(forecast));
    }
    return answer;
  }

  /** A sentence about how the gradient changes from the output to the first layer. */
  private static String flow(JsonNode flow, JsonNode layers) {
    JsonNode first = layers.path(0).path("deltaLog10");
    JsonNode last = layers.path(layers.size() - 1).path("deltaLog10");
    if (layers.size() < 2 || !first.isNumber() || !last.isNumber()) {
      return "There are fewer than two layers with a gradient to compare.";
    }
    double decades = first.doubleValue() - last.doubleValue();
    String ends =
        "The gradient (δ, by Frobenius norm) of layer 1 is "
            + factor(decades)
            + " times that of the output layer "
            + layers.size();
    JsonNode slope = flow.path("slopePerLayer");
    return slope.isNumber()
        ? ends
            + "; over the hidden layers it "
            + (slope.doubleValue() >= 0 ? "shrinks" : "grows")
            + " towards the input by a factor of "
            + factor(Math.abs(slope.doubleValue()))
            + " per layer."
        : ends + ".";
  }

  /** A power of ten as text; it may exceed the range of a double. */
  private static String factor(double decades) {
    return Math.abs(decades) <= MOST_DECADES
        ? Figures.number(Math.pow(10, decades))
        : "10^" + Figures.number(decades);
  }

  static ObjectNode forecast(Arguments arguments, LocalOperations.Asking operations) {
    ObjectNode forecast = operations.post("/v1/forecast", Map.of(), arguments.given(), null);
    ObjectNode answer = Answers.beginning(forecastSentence(forecast));
    answer.setAll(forecast(forecast));
    return answer;
  }

  private static String forecastSentence(JsonNode forecast) {
    JsonNode slope = forecast.path("slopePerLayerForecast");
    String regime =
        "Mean-field theory calls this network " + forecast.path("regime").asString("unknown");
    if (!slope.isNumber()) {
      return regime + ".";
    }
    return regime
        + ": towards the input the gradient is multiplied by "
        + factor(-slope.doubleValue())
        + " per layer.";
  }

  private static ObjectNode forecast(ObjectNode forecast) {
    ObjectNode brief = forecast.deepCopy();
    brief.set("layers", Answers.table(forecast.path("layers"), List.of()));
    return brief;
  }

  static ObjectNode compareCosts(Arguments arguments, LocalOperations.Asking operations) {
    ObjectNode comparison =
        operations.post("/v1/gradients/compare", Map.of(), arguments.given(), null);
    ObjectNode answer = Answers.beginning(comparison.path("answer").asString(""));
    Answers.copy(comparison, answer, "baseline");
    for (JsonNode cost : comparison.path("costs")) {
      ObjectNode told = answer.withArray("costs").addObject();
      Answers.copy(cost, told, "cost", "loss", "flow");
    }
    for (JsonNode other : comparison.path("comparisons")) {
      ObjectNode told = answer.withArray("comparisons").addObject();
      Answers.copy(other, told, "cost", "slopeDifference", "outputFactor");
      told.set("layers", Answers.table(other.path("layers"), List.of()));
    }
    return answer;
  }
}
