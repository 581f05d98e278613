package dev.gradtrace.trace;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Encodes a loss curve as bytes, column by column. */
public final class CurveFormat {

  private static final Format FORMAT = new Format("loss curve", "GTlc", 2);

  /** First version of the format, without means of mini-batch losses. */
  private static final int FIRST = 1;

  private CurveFormat() {}

  public static byte[] write(LossCurve curve) {
    List<BatchLoss> batches = curve.batches();
    List<EpochEnd> epochs = curve.epochs();
    RecordOutput out = FORMAT.begin(8L * batches.size() + 32L * epochs.size());
    out.putInt(batches.size());
    out.putPacked(batches.stream().mapToLong(BatchLoss::step).toArray());
    out.putPacked(batches.stream().mapToDouble(BatchLoss::loss).toArray());
    out.putInt(epochs.size());
    out.putPacked(epochs.stream().mapToLong(EpochEnd::epoch).toArray());
    out.putPacked(epochs.stream().mapToLong(EpochEnd::step).toArray());
    put(epochs, EpochEnd::trainingLoss, out);
    put(epochs, EpochEnd::trainingAccuracy, out);
    put(epochs, EpochEnd::validationLoss, out);
    put(epochs, EpochEnd::validationAccuracy, out);
    put(epochs, EpochEnd::meanBatchLoss, out);
    return out.finish();
  }

  private static void put(
      List<EpochEnd> epochs, ToDoubleFunction<EpochEnd> column, RecordOutput out) {
    out.putPacked(epochs.stream().mapToDouble(column).toArray());
  }

  /**
   * Decodes a loss curve.
   *
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged or no loss curve
   */
  public static LossCurve read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    List<BatchLoss> batches = batches(in);
    List<EpochEnd> epochs = epochs(in);
    in.end();
    return new LossCurve(batches, epochs);
  }

  private static List<BatchLoss> batches(RecordInput in) {
    int count = in.getCount();
    long[] steps = in.getPackedLongs(count);
    double[] losses = in.getPackedDoubles(count);
    List<BatchLoss> batches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      batches.add(new BatchLoss(steps[i], losses[i]));
    }
    return batches;
  }

  private static List<EpochEnd> epochs(RecordInput in) {
    int count = in.getCount();
    long[] numbers = in.getPackedLongs(count);
    long[] steps = in.getPackedLongs(count);
    double[] trainingLosses = in.getPackedDoubles(count);
    double[] trainingAccuracies = in.getPackedDoubles(count);
    double[] validationLosses = in.getPackedDoubles(count);
    double[] validationAccuracies = in.getPackedDoubles(count);
    double[] meanBatchLosses = in.version() == FIRST ? unknown(count) : in.getPackedDoubles(count);
    List<EpochEnd> epochs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      epochs.add(
          new EpochEnd(
              (int) numbers[i],
              steps[i],
              trainingLosses[i],
              trainingAccuracies[i],
              validationLosses[i],
              validationAccuracies[i],
              meanBatchLosses[i]));
    }
    return epochs;
  }

  private static double[] unknown(int count) {
    double[] column = new double[count];
    Arrays.fill(column, Double.NaN);
    return column;
  }
}
