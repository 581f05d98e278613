package dev.gradtrace.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What {@code POST /v1/gradients} costs services that run already: requests for each second of CPU
 * that the process takes, turn by turn, with the median of each. Linux only.
 *
 * <p>The arguments are {@code port:pid} of each service; the first is what others are compared to.
 */
public final class RequestCost {

  private static final int ROUNDS = 11;
  private static final int REQUESTS = 1000;

  /** Rounds before the first that counts, until the compiler has little left to do. */
  private static final int WARM_UP = 100;

  private static final double TICKS = 100;
  private static final int FEATURES = 64;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RequestCost() {}

  /** A process and where it listens. */
  private record Target(String port, String pid) {

    /** Seconds of CPU. */
    double cpu() throws IOException {
      String[] fields =
          Files.readString(Path.of("/proc", pid, "stat")).replaceAll(".*\\) ", "").split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
  }

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    List<Target> targets = new ArrayList<>();
    for (String argument : String.join(" ", arguments).trim().split("\\s+")) {
      String[] parts = argument.split(":");
      targets.add(new Target(parts[0], parts[1]));
    }
    RequestCost cost = new RequestCost();
    cost.measure("2-3-1, 4 samples", targets, HostileLoad.XOR);
    cost.measure("64-30-10, 10 samples", targets, digits());
  }

  private void measure(String name, List<Target> targets, String body) throws Exception {
    List<List<Double>> rates = new ArrayList<>();
    for (Target target : targets) {
      for (int i = 0; i < WARM_UP; i++) {
        rate(target, body);
      }
      rates.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < targets.size(); i++) {
        rates.get(i).add(rate(targets.get(i), body));
      }
    }
    double first = median(rates.get(0));
    for (int i = 0; i < targets.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%s, port %s: %.0f requests a second of CPU, %.3f of the first%n",
          name,
          targets.get(i).port(),
          median(rates.get(i)),
          median(rates.get(i)) / first);
    }
  }

  private double rate(Target target, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + target.port() + "/v1/gradients"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    double before = target.cpu();
    for (int i = 0; i < REQUESTS; i++) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.body());
      }
    }
    return REQUESTS / (target.cpu() - before);
  }

  private static double median(List<Double> numbers) {
    return numbers.stream().sorted().toList().get(numbers.size() / 2);
  }

  private static String digits() {
    Random random = new Random(1);
    List<String> inputs = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int sample = 0; sample < 10; sample++) {
      List<String> row = new ArrayList<>();
      for (int feature = 0; feature < FEATURES; feature++) {
        row.add(Double.toString(random.nextDouble()));
      }
      inputs.add("[" + String.join(",", row) + "]");
      labels.add(Integer.toString(sample));
    }
    return """
        {"network": {"inputs": 64, "layers": [{"units": 30, "activation": "sigmoid"},
            {"units": 10, "activation": "softmax"}]}, "cost": "categorical_cross_entropy",
         "batch": {"inputs": [%s], "labels": [%s]}}
        """
        .formatted(String.join(",", inputs), String.join(",", labels));
  }
}
