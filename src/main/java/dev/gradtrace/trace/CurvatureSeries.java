package dev.gradtrace.trace;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.training.StepCurvature;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The curvature at the kept steps of a run, each before its update and on its own mini-batch.
 *
 * @param stride distance of the steps that the run keeps at present
 * @param points ascending in steps
 */
public record CurvatureSeries(long stride, List<StepCurvature> points) {

  /** Before the first step. */
  public static final CurvatureSeries EMPTY = new CurvatureSeries(1, List.of());

  public CurvatureSeries {
    points = List.copyOf(points);
  }

  /** Step numbers. */
  public long[] steps() {
    return points.stream().mapToLong(StepCurvature::step).toArray();
  }

  /** η of each step. */
  public double[] learningRates() {
    return points.stream().mapToDouble(StepCurvature::learningRate).toArray();
  }

  /** A number that was found at each step. */
  public double[] column(ToDoubleFunction<Curvature> number) {
    return points.stream().map(StepCurvature::curvature).mapToDouble(number).toArray();
  }

  /** Samples of each mini-batch. */
  public int[] samples() {
    return points.stream().mapToInt(point -> point.curvature().samples()).toArray();
  }
}
