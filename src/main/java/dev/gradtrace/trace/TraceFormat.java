package dev.gradtrace.trace;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Encodes a gradient trace as bytes: a header, and a column for each metric. Layers are compressed
 * separately, so that those that are not selected can be skipped.
 */
public final class TraceFormat {

  private static final Format HEADER = new Format("header of a gradient trace", "GTth", 2);
  private static final Format COLUMN = new Format("column of a gradient trace", "GTtc", 1);

  private TraceFormat() {}

  /** The header: all but the metrics. */
  public static byte[] header(GradientTrace trace) {
    RecordOutput out = HEADER.begin(24L * trace.size() + FlowColumns.bytes(trace));
    out.putInt(trace.network().depth()).putLong(trace.stride()).putInt(trace.size());
    out.putPacked(trace.steps());
    out.putPacked(trace.points().stream().mapToLong(TracePoint::epoch).toArray());
    out.putPacked(trace.losses());
    FlowColumns.write(trace, out);
    return out.finish();
  }

  /** The column of a metric: all its layers. */
  public static byte[] column(GradientTrace trace, Metric metric) {
    int depth = trace.network().depth();
    RecordOutput out = COLUMN.begin((long) depth * trace.size() * Double.BYTES);
    out.putText(metric.label()).putInt(depth).putInt(trace.size()).putLong(trace.lastStep());
    for (int l = 1; l <= depth; l++) {
      out.putPacked(trace.series(l, metric));
    }
    return out.finish();
  }

  /**
   * Decodes a selection.
   *
   * @param header header that was written together with the columns
   * @param columns columns of the selected metrics; a metric without one was not known when the
   *     trace was written
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged, no trace, or do not
   *     belong together
   */
  public static GradientTrace read(
      NetworkSpec network, TraceSelection selection, byte[] header, Map<Metric, byte[]> columns) {
    RecordInput in = HEADER.open(header);
    requireDepth(network.depth(), in);
    long stride = in.getLong();
    int count = in.getCount();
    long[] steps = in.getPackedLongs(count);
    long[] epochs = in.getPackedLongs(count);
    double[] losses = in.getPackedDoubles(count);
    FlowColumns flow = FlowColumns.read(network, count, in);
    in.end();
    List<TracePoint> points = new ArrayList<>();
    int[] chosen = selection.chosenOf(count);
    for (int i : chosen) {
      double[] values = new double[selection.size()];
      points.add(new TracePoint(steps[i], (int) epochs[i], losses[i], flow.at(i), values));
    }
    GradientTrace trace = new GradientTrace(network, stride, selection, points, flow.noise());
    for (Metric metric : selection.metrics()) {
      byte[] column = columns.get(metric);
      if (column == null) {
        fillWithNothing(trace, metric);
      } else {
        fill(trace, metric, column, count);
      }
    }
    return trace;
  }

  private static void fillWithNothing(GradientTrace trace, Metric metric) {
    for (int l : trace.selection().layers()) {
      int index = trace.selection().index(l, metric);
      trace.points().forEach(point -> point.values()[index] = Double.NaN);
    }
  }

  /**
   * @param count number of recorded steps; the trace may have only some of them
   */
  private static void fill(GradientTrace trace, Metric metric, byte[] column, int count) {
    RecordInput in = COLUMN.open(column);
    String label = in.getText();
    if (!label.equals(metric.label())) {
      throw in.damaged("it is of %s, not of %s".formatted(label, metric.label()));
    }
    int depth = trace.network().depth();
    requireDepth(depth, in);
    if (in.getInt() != count || in.getLong() != trace.lastStep()) {
      throw in.damaged("it was not written together with the header");
    }
    for (int l = 1; l <= depth; l++) {
      if (trace.selection().hasLayer(l)) {
        fill(trace, trace.selection().index(l, metric), in.getPackedDoubles(count));
      } else {
        in.skipPacked(count);
      }
    }
    in.end();
  }

  private static void fill(GradientTrace trace, int index, double[] series) {
    int[] chosen = trace.selection().chosenOf(series.length);
    for (int i = 0; i < chosen.length; i++) {
      trace.points().get(i).values()[index] = series[chosen[i]];
    }
  }

  private static void requireDepth(int expected, RecordInput in) {
    int depth = in.getInt();
    if (depth != expected) {
      throw in.damaged("it is of %s layers, but the network has %s".formatted(depth, expected));
    }
  }
}
