package dev.gradtrace.trace;

import dev.gradtrace.training.StepCurvature;
import dev.gradtrace.training.TrainingRun;

/**
 * Keeps the curvature at some steps of a run, which are spread over it as those of the trace: 1,
 * 1+k, 1+2k, … and the last. For one thread.
 */
public final class CurvatureRecorder {

  /**
   * How much denser than at the end of the run steps are measured at first: half as many as are
   * kept are measured and dropped, and a run that ends half-way has all that it may have.
   */
  private static final int DENSER = 2;

  /** A point, its curvature, and its places in two lists. */
  private static final long BYTES_OF_POINT = 128;

  private final int mostPoints;
  private final ThinnedSeries<StepCurvature> points;

  /**
   * A recorder that goes on with what another one under the same policy had.
   *
   * @param steps of the whole run
   */
  public CurvatureRecorder(CurvatureSeries series, TracePolicy policy, long steps) {
    mostPoints = policy.curvaturePoints();
    int every = mostPoints == 0 ? 1 : firstStride(steps, mostPoints - 1);
    points =
        new ThinnedSeries<>(new TracePolicy(every, Math.max(2, mostPoints)), StepCurvature::step);
    if (!series.points().isEmpty()) {
      points.resume(series.points(), series.stride());
    }
  }

  /** The power of two that thinning ends with, or a smaller one. */
  private static int firstStride(long steps, int regular) {
    long last = 1;
    while ((steps - 1) / last + 1 > regular) {
      last *= 2;
    }
    return (int) Math.min(1 << 30, Math.max(1, last / DENSER));
  }

  /** Bytes that the kept steps take, about. */
  public static long bytes(TracePolicy policy) {
    return policy.curvaturePoints() * BYTES_OF_POINT;
  }

  /**
   * Whether the curvature at the next step of a run should be measured, or at the last where that
   * has diverged.
   */
  public boolean wantsNextOf(TrainingRun run) {
    if (mostPoints == 0) {
      return false;
    }
    if (!run.hasNext()) {
      return run.divergedBeforeUpdate() && points.lastStep() < run.stepsTaken();
    }
    long step = run.nextStep();
    return !run.isEvaluating()
        && points.lastStep() < step
        && (points.wants(step) || run.mayEndWithNextStep());
  }

  /** Keeps a measurement; one that is not wanted is kept while it is the last. */
  public void record(StepCurvature point) {
    points.add(point);
  }

  /** What is kept so far. */
  public CurvatureSeries snapshot() {
    return new CurvatureSeries(points.stride(), points.snapshot());
  }
}
