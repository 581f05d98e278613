package dev.gradtrace.web.mlflow;

import dev.gradtrace.interchange.tensorboard.Scalars;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends metrics in batches of the size that MLflow accepts. */
final class MlflowMetrics implements Scalars {

  private static final int AT_ONCE = 1000;
  private static final double MILLIS = 1000;

  private final JsonMapper json;
  private final Consumer<ArrayNode> batches;
  private ArrayNode batch;

  MlflowMetrics(JsonMapper json, Consumer<ArrayNode> batches) {
    this.json = json;
    this.batches = batches;
    this.batch = json.createArrayNode();
  }

  @Override
  public void add(String tag, long step, double seconds, double value) {
    ObjectNode metric = json.createObjectNode();
    metric.put("key", tag);
    if (Double.isFinite(value)) {
      metric.put("value", value);
    } else {
      // NaN and infinities as protobuf spells them in JSON.
      metric.put("value", Double.toString(value));
    }
    metric.put("timestamp", Math.round(seconds * MILLIS));
    metric.put("step", step);
    batch.add(metric);
    if (batch.size() == AT_ONCE) {
      flush();
    }
  }

  /** Sends the last, incomplete batch. */
  void flush() {
    if (!batch.isEmpty()) {
      batches.accept(batch);
      batch = json.createArrayNode();
    }
  }
}
