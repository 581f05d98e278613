package dev.gradtrace.web.mlflow;

import com.sun.net.httpserver.HttpExchange;
import dev.gradtrace.outgoing.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Fake MLflow servers at {@code /mlflow}. */
public final class MlflowStandIn {

  private static final Map<String, String> MLFLOW =
      Map.of(
          "experiments/get-by-name", "{'error_code': 'RESOURCE_DOES_NOT_EXIST'}",
          "experiments/create", "{'experiment_id': '7'}",
          "runs/create",
              "{'run': {'info': {'run_id': 'r1', 'artifact_uri': 'mlflow-artifacts:/7/r1/artifacts'}}}",
          "runs/log-batch", "{}",
          "runs/update", "{'run_info': {}}");

  private MlflowStandIn() {}

  /** A server that accepts everything. */
  public static Receiver start() {
    return answering("nothing", 0, "");
  }

  /** A server that answers one operation with an error or nonsense. */
  static Receiver answering(String wrong, int status, String text) {
    return Receiver.at(
        (exchange, request) -> {
          String operation = operation(request);
          if (operation.contains(wrong)) {
            answer(exchange, status, text);
          } else {
            boolean missing = operation.equals("experiments/get-by-name");
            answer(exchange, missing ? 404 : 200, MLFLOW.getOrDefault(operation, "{}"));
          }
        });
  }

  static String operation(Receiver.Request request) {
    return request.target().replaceFirst("/mlflow/api/2.0/mlflow/", "").replaceFirst("[?].*", "");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
