package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What was recorded of a run as TensorBoard reads it: scalars by step, their tags grouped by what
 * they measure ({@code deltaLog10/layer_001}, {@code loss/training}).
 *
 * <p>TensorBoard keeps scalars in 32 bits; what is not finite there is left out.
 *
 * @param trace every metric of every layer
 * @param start when the first step was taken
 * @param end when the last step was taken; those between are spread evenly
 */
public record EventFile(LossCurve curve, GradientTrace trace, Instant start, Instant end) {

  private static final String VERSION = "brain.Event:2";

  private static final double NANOS = 1e9;

  /**
   * Fields of <a
   * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a>.
   */
  private static final class Event {
    static final int WALL_TIME = 1;
    static final int STEP = 2;
    static final int FILE_VERSION = 3;
    static final int SUMMARY = 5;
  }

  /**
   * Fields of <a
   * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/summary.proto">summary.proto</a>.
   */
  private static final class Summary {
    static final int VALUE = 1;
    static final int TAG = 1;
    static final int SIMPLE_VALUE = 2;
  }

  /** Series of one length, by tag. */
  private record Sheet(long[] steps, Map<String, double[]> series) {

    long lastStep() {
      return steps.length == 0 ? 0 : steps[steps.length - 1];
    }
  }

  /** The name by which TensorBoard knows an event file in its log directory. */
  public static String name(Instant start, String jobId) {
    return "events.out.tfevents." + start.getEpochSecond() + "." + jobId;
  }

  /** Writes one event for each step of which anything is known, in their order. */
  public void writeTo(OutputStream target) throws IOException {
    RecordFile file = new RecordFile(target);
    file.write(event(0, 1).put(Event.FILE_VERSION, VERSION).toByteArray());
    List<Sheet> sheets = List.of(batches(), epochs(), layers());
    long last = sheets.stream().mapToLong(Sheet::lastStep).max().orElse(0);
    int[] next = new int[sheets.size()];
    for (long step : steps(sheets)) {
      Message summary = new Message();
      for (int i = 0; i < next.length; i++) {
        Sheet sheet = sheets.get(i);
        while (next[i] < sheet.steps.length && sheet.steps[next[i]] == step) {
          int row = next[i]++;
          sheet.series.forEach((tag, values) -> add(summary, tag, (float) values[row]));
        }
      }
      file.write(event(step, last).put(Event.STEP, step).put(Event.SUMMARY, summary).toByteArray());
    }
  }

  private static TreeSet<Long> steps(List<Sheet> sheets) {
    TreeSet<Long> steps = new TreeSet<>();
    sheets.forEach(sheet -> LongStream.of(sheet.steps).forEach(steps::add));
    return steps;
  }

  private Message event(long step, long last) {
    double passed = (double) step / Math.max(1, last);
    double seconds =
        start.getEpochSecond()
            + (start.getNano() + Duration.between(start, end).toNanos() * passed) / NANOS;
    return new Message().put(Event.WALL_TIME, seconds);
  }

  private static void add(Message summary, String tag, float value) {
    if (Float.isFinite(value)) {
      summary.put(
          Summary.VALUE, new Message().put(Summary.TAG, tag).put(Summary.SIMPLE_VALUE, value));
    }
  }

  private Sheet batches() {
    List<BatchLoss> batches = curve.batches();
    return new Sheet(
        batches.stream().mapToLong(BatchLoss::step).toArray(),
        Map.of("loss/batch", batches.stream().mapToDouble(BatchLoss::loss).toArray()));
  }

  private Sheet epochs() {
    Map<String, double[]> series = new LinkedHashMap<>();
    series.put("loss/training", ofEpochs(EpochEnd::trainingLoss));
    series.put("loss/validation", ofEpochs(EpochEnd::validationLoss));
    series.put("accuracy/training", ofEpochs(EpochEnd::trainingAccuracy));
    series.put("accuracy/validation", ofEpochs(EpochEnd::validationAccuracy));
    return new Sheet(curve.epochs().stream().mapToLong(EpochEnd::step).toArray(), series);
  }

  private double[] ofEpochs(ToDoubleFunction<EpochEnd> value) {
    return curve.epochs().stream().mapToDouble(value).toArray();
  }

  private Sheet layers() {
    Map<String, double[]> series = new LinkedHashMap<>();
    series.put("flow/slopePerLayer", trace.slopesPerLayer());
    series.put("flow/costGradientLog10", trace.costGradientsLog10());
    for (Metric metric : Metric.values()) {
      for (int l = 1; l <= trace.network().depth(); l++) {
        series.put(
            String.format(Locale.ROOT, "%s/layer_%03d", metric.label(), l),
            trace.series(l, metric));
      }
    }
    return new Sheet(trace.steps(), series);
  }
}
