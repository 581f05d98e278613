package dev.gradtrace.trace;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.training.StepCurvature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Encodes a curvature series as bytes, column by column. */
public final class CurvatureFormat {

  private static final Format FORMAT = new Format("curvature of a run", "GTcu", 1);

  private static final long BYTES_OF_POINT = 56;

  private CurvatureFormat() {}

  public static byte[] write(CurvatureSeries series) {
    List<StepCurvature> points = series.points();
    RecordOutput out = FORMAT.begin(BYTES_OF_POINT * (1L + points.size()));
    out.putLong(series.stride()).putInt(points.size());
    out.putPacked(series.steps());
    out.putPacked(series.learningRates());
    out.putPacked(series.column(Curvature::sharpness));
    out.putPacked(series.column(Curvature::secondLargest));
    out.putPacked(counts(points, Curvature::iterations));
    out.putPacked(series.column(Curvature::residual));
    out.putPacked(counts(points, Curvature::samples));
    return out.finish();
  }

  private static long[] counts(List<StepCurvature> points, ToLongFunction<Curvature> count) {
    return points.stream().map(StepCurvature::curvature).mapToLong(count).toArray();
  }

  /**
   * Decodes a curvature series.
   *
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged or no curvature series
   */
  public static CurvatureSeries read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    long stride = in.getLong();
    int count = in.getCount();
    long[] steps = in.getPackedLongs(count);
    double[] rates = in.getPackedDoubles(count);
    double[] largest = in.getPackedDoubles(count);
    double[] second = in.getPackedDoubles(count);
    long[] iterations = in.getPackedLongs(count);
    double[] residuals = in.getPackedDoubles(count);
    long[] samples = in.getPackedLongs(count);
    in.end();
    List<StepCurvature> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Curvature curvature =
          new Curvature(largest[i], second[i], (int) iterations[i], residuals[i], (int) samples[i]);
      points.add(new StepCurvature(steps[i], rates[i], curvature));
    }
    return new CurvatureSeries(stride, points);
  }
}
