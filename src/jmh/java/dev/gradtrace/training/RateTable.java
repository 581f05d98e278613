package dev.gradtrace.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How good the suggestions of learning-rate tests are: {@code service folder}. Each file of the
 * folder holds a training job, alone or as its member {@code job}. It is run at twelve rates and at
 * those suggested; a suggestion is good if it reaches nine tenths of the best of the twelve, by
 * training accuracy, or R² in a regression.
 */
public final class RateTable {

  /** Half decades. */
  private static final List<Double> GRID =
      IntStream.range(0, 12).mapToObj(k -> Math.pow(10, -4.5 + k / 2.0)).toList();

  private static final double GOOD = 0.9;

  /** Jobs of which no rate attains as much, over what a constant answer attains, do not count. */
  private static final double LEARNABLE = 0.5;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String service;
  private final Map<String, Integer> good = new LinkedHashMap<>();
  private int learnable;
  private int recommended;

  private RateTable(String service) {
    this.service = service;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    RateTable table = new RateTable(args[0]);
    System.out.println("| job | best of twelve | at rate | suggestions: rate, share of the best |");
    System.out.println("|---|---|---|---|");
    try (Stream<Path> files = Files.list(Path.of(args[1]))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        JsonNode read = JSON.readTree(Files.readString(file));
        table.row(file.getFileName().toString().replace(".json", ""), body(read));
      }
    }
    table.sum();
  }

  private static ObjectNode body(JsonNode read) {
    return (ObjectNode) (read.has("job") ? read.get("job") : read);
  }

  private void row(String name, ObjectNode job) throws IOException, InterruptedException {
    JsonNode test = ask("POST", "/v1/learning-rate-tests", job);
    Map<String, Double> rates = new LinkedHashMap<>();
    for (JsonNode suggestion : test.path("suggestions")) {
      if (suggestion.get("learningRate").isNumber()) {
        rates.put(suggestion.get("name").asString(), suggestion.get("learningRate").asDouble());
      }
    }
    List<Double> all = new ArrayList<>(GRID);
    all.addAll(rates.values());
    Map<Double, Double> scores = scores(job, all);
    double best = GRID.stream().mapToDouble(scores::get).max().orElseThrow();
    double at = GRID.stream().filter(rate -> scores.get(rate) == best).findFirst().orElseThrow();
    double constant = Scores.ofConstantAnswer(labels(job));
    boolean counts = (best - constant) / (1 - constant) >= LEARNABLE;
    StringBuilder told = new StringBuilder();
    String first = test.path("recommended").asString();
    rates.forEach(
        (rule, rate) -> {
          double share = best > 0 ? scores.get(rate) / best : 0;
          boolean isGood = share >= GOOD;
          if (counts && isGood) {
            good.merge(rule, 1, Integer::sum);
            recommended += rule.equals(first) ? 1 : 0;
          }
          told.append(
              String.format(Locale.ROOT, " %s %.2g %.2f%s", rule, rate, share, isGood ? "" : " ✖"));
        });
    learnable += counts ? 1 : 0;
    System.out.printf(
        Locale.ROOT,
        "| %s%s | %.3f | %.2g |%s |%n",
        name,
        counts ? "" : " (not learnable)",
        best,
        at,
        told);
  }

  private void sum() {
    System.out.printf(
        "%nrecommended: good in %d of %d learnable jobs; by rule: %s%n",
        recommended, learnable, new TreeMap<>(good));
  }

  private JsonNode labels(ObjectNode job) throws IOException, InterruptedException {
    JsonNode dataset = job.get("dataset");
    return dataset.has("id")
        ? ask("GET", "/v1/datasets/" + dataset.get("id").asString() + "/rows?limit=2000", null)
        : dataset.has("generator")
            ? ask(
                "POST", "/v1/datasets/preview", ((ObjectNode) dataset.deepCopy()).put("name", "d"))
            : dataset;
  }

  /** What the job attains at each rate. */
  private Map<Double, Double> scores(ObjectNode job, List<Double> rates)
      throws IOException, InterruptedException {
    Map<Double, String> ids = new LinkedHashMap<>();
    for (double rate : rates) {
      ObjectNode body = job.deepCopy();
      ((ObjectNode) body.get("optimizer")).put("learningRate", rate);
      body.putObject("trace").put("everySteps", Integer.MAX_VALUE).put("maxPoints", 2);
      body.remove("earlyStopping");
      ids.put(rate, ask("POST", "/v1/training-jobs", body).get("id").asString());
    }
    double variance = Scores.variance(labels(job), job.get("cost").asString());
    Map<Double, Double> scores = new LinkedHashMap<>();
    for (Map.Entry<Double, String> run : ids.entrySet()) {
      String path = "/v1/training-jobs/" + run.getValue();
      JsonNode view = ask("GET", path, null);
      while (view.get("status").asString().matches("queued|running")) {
        Thread.sleep(100);
        view = ask("GET", path, null);
      }
      scores.put(run.getKey(), Scores.of(view, variance));
      ask("DELETE", path, null);
    }
    return scores;
  }

  private JsonNode ask(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    String text = client.send(request.build(), BodyHandlers.ofString()).body();
    return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
  }

  /** What jobs attain, from 0 for the worst to 1. */
  private static final class Scores {

    /** Training accuracy, or R²; 0 for a job that diverged. */
    static double of(JsonNode job, double variance) {
      JsonNode result = job.path("result");
      if (!job.get("status").asString().equals("succeeded")) {
        return 0;
      }
      double score =
          result.path("trainingAccuracy").isNumber()
              ? result.get("trainingAccuracy").asDouble()
              : 1 - result.get("trainingLoss").asDouble() / variance;
      return Math.max(0, score);
    }

    /** The share of the most frequent class; 0 in a regression. */
    static double ofConstantAnswer(JsonNode data) {
      Map<String, Integer> counts = new TreeMap<>();
      data.path("labels").forEach(label -> counts.merge(label.toString(), 1, Integer::sum));
      double most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      return counts.isEmpty() ? 0 : most / data.get("labels").size();
    }

    /** The loss of the mean of the targets. */
    static double variance(JsonNode data, String cost) {
      JsonNode targets = data.path("targets");
      double sum = 0;
      int outputs = targets.path(0).size();
      for (int j = 0; j < outputs; j++) {
        double mean = 0;
        for (JsonNode row : targets) {
          mean += row.get(j).asDouble() / targets.size();
        }
        for (JsonNode row : targets) {
          sum += Math.pow(row.get(j).asDouble() - mean, 2) / targets.size();
        }
      }
      return cost.equals("quadratic") ? sum / 2 : sum / Math.max(1, outputs);
    }
  }
}
