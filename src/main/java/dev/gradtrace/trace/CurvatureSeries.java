package dev.gradtrace.trace;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.training.StepCurvature;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The curvature at the recorded steps of a run, each before the update and on its mini-batch.
 *
 * @param stride current distance of recorded steps
 * @param points ascending in steps
 */
public record CurvatureSeries(long stride, List<StepCurvature> points) {

  /** The series before the first step. */
  public static final CurvatureSeries EMPTY = new CurvatureSeries(1, List.of());

  public CurvatureSeries {
    points = List.copyOf(points);
  }

  /** Step numbers. */
  public long[] steps() {
    return points.stream().mapToLong(StepCurvature::step).toArray();
  }

  /** Learning rate η of each step. */
  public double[] learningRates() {
    return points.stream().mapToDouble(StepCurvature::learningRate).toArray();
  }

  /** One number of the curvature at each step. */
  public double[] column(ToDoubleFunction<Curvature> number) {
    return points.stream().map(StepCurvature::curvature).mapToDouble(number).toArray();
  }

  /** Samples in each mini-batch. */
  public int[] samples() {
    return points.stream().mapToInt(point -> point.curvature().samples()).toArray();
  }
}
