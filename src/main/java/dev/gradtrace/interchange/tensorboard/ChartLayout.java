package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.interchange.protobuf.Message;

/**
 * Charts of the Custom Scalars dashboard: training beside validation, and all layers of a metric.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorboard/tree/master/tensorboard/plugins/custom_scalar">Custom
 *     Scalars</a>
 */
final class ChartLayout {

  /**
   * Fields of <a
   * href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/custom_scalar/layout.proto">layout.proto</a>.
   */
  private static final class Field {
    static final int CATEGORY = 2;
    static final int TITLE = 1;
    static final int CHART = 2;
    static final int LINES = 2;
    static final int TAG = 1;
  }

  private ChartLayout() {}

  /** The layout as a value of a {@code Summary}. */
  static Message value() {
    Message losses =
        category("loss and accuracy")
            .put(Field.CHART, chart("loss", "loss/(training|validation|mean_batch)"))
            .put(Field.CHART, chart("accuracy", "accuracy/.*"))
            .put(Field.CHART, chart("loss of mini-batches", "loss/batch"));
    Message flow = category("flow").put(Field.CHART, chart("slopePerLayer", "flow/slopePerLayer"));
    flow.put(Field.CHART, chart("costGradientLog10", "flow/costGradientLog10"));
    flow.put(Field.CHART, chart("noiseScale", "flow/noiseScale"));
    flow.put(Field.CHART, chart("slopePerBlock", "flow/slopePerBlock"));
    flow.put(Field.CHART, chart("inputGradientLog10", "inputGradientLog10/block_.*"));
    flow.put(Field.CHART, chart("outputGradientLog10", "outputGradientLog10/block_.*"));
    flow.put(Field.CHART, chart("sharpness", "curvature/sharpness"));
    Message layers = category("layers");
    for (Metric metric : Metric.values()) {
      layers.put(Field.CHART, chart(metric.label(), metric.label() + "/layer_.*"));
    }
    Message layout =
        new Message()
            .put(Field.CATEGORY, losses)
            .put(Field.CATEGORY, layers)
            .put(Field.CATEGORY, flow);
    return Summary.text("custom_scalars__config__", "custom_scalars", layout);
  }

  private static Message category(String title) {
    return new Message().put(Field.TITLE, title);
  }

  /**
   * A chart.
   *
   * @param tags regular expression of the tags it shows
   */
  private static Message chart(String title, String tags) {
    return new Message()
        .put(Field.TITLE, title)
        .put(Field.LINES, new Message().put(Field.TAG, tags));
  }
}
