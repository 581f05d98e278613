package dev.gradtrace.trace;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encodes a step as bytes: its flow, then each metric of all layers under its name. */
public final class TracedStepFormat {

  private static final Format FORMAT = new Format("step of a gradient trace", "GTts", 1);

  private TracedStepFormat() {}

  /** Encodes a step, which must have all metrics of all layers. */
  public static byte[] write(TracedStep step, NetworkSpec network) {
    TracePoint point = step.point();
    FlowPoint flow = point.flow();
    TraceSelection all = TraceSelection.all(network);
    RecordOutput out = FORMAT.begin((long) Double.BYTES * (all.size() + 16));
    out.putInt(network.depth()).putLong(point.step()).putDouble(point.loss());
    out.putDouble(flow.slopePerLayer()).putDouble(flow.costGradientLog10());
    out.putDouble(flow.slopePerBlock()).putDouble(flow.noiseScale());
    out.putDouble(step.noise().variance()).putDouble(step.noise().signal());
    out.putInt(flow.blockGradientsLog10().length).putPacked(flow.blockGradientsLog10());
    out.putInt(all.metrics().size());
    int from = 0;
    for (Metric metric : all.metrics()) {
      out.putText(metric.label());
      out.putPacked(Arrays.copyOfRange(point.values(), from, from += network.depth()));
    }
    return out.finish();
  }

  /**
   * Decodes a selection of a step; NaN for metrics that were not known when it was written.
   *
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged or no step
   */
  public static TracedStep read(byte[] bytes, NetworkSpec network, TraceSelection selection) {
    RecordInput in = FORMAT.open(bytes);
    int depth = in.getInt();
    if (depth != network.depth()) {
      throw in.damaged(
          "it is of %s layers, but the network has %s".formatted(depth, network.depth()));
    }
    long step = in.getLong();
    double loss = in.getDouble();
    double slopePerLayer = in.getDouble();
    double costGradientLog10 = in.getDouble();
    double slopePerBlock = in.getDouble();
    double noiseScale = in.getDouble();
    NoiseScale noise = new NoiseScale(in.getDouble(), in.getDouble());
    double[] blocks = in.getPackedDoubles(in.getCount());
    FlowPoint flow =
        new FlowPoint(slopePerLayer, costGradientLog10, slopePerBlock, noiseScale, blocks);
    double[] values = values(in, depth, selection);
    return new TracedStep(new TracePoint(step, 0, loss, flow, values), noise);
  }

  private static double[] values(RecordInput in, int depth, TraceSelection selection) {
    double[] values = new double[selection.size()];
    Arrays.fill(values, Double.NaN);
    List<String> labels = new ArrayList<>();
    selection.metrics().forEach(metric -> labels.add(metric.label()));
    int written = in.getCount();
    for (int k = 0; k < written && !labels.isEmpty(); k++) {
      String label = in.getText();
      if (labels.remove(label)) {
        double[] column = in.getPackedDoubles(depth);
        Metric metric = metric(selection, label);
        for (int l : selection.layers()) {
          values[selection.index(l, metric)] = column[l - 1];
        }
      } else {
        in.skipPacked(depth);
      }
    }
    return values;
  }

  private static Metric metric(TraceSelection selection, String label) {
    return selection.metrics().stream()
        .filter(metric -> metric.label().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
