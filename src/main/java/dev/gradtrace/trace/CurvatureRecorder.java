package dev.gradtrace.trace;

import dev.gradtrace.training.StepCurvature;
import dev.gradtrace.training.TrainingRun;

/**
 * Records the curvature at some steps of a run, spread like those of the trace: 1, 1+k, 1+2k, … and
 * the last. Not thread-safe.
 */
public final class CurvatureRecorder {

  /**
   * Factor by which steps are denser at first than at the end of the run: half the measurements are
   * thinned out later, but a run that stops half-way still has as many as allowed.
   */
  private static final int DENSER = 2;

  /** Approximate bytes of a point, its curvature, and its entries in two lists. */
  private static final long BYTES_OF_POINT = 128;

  private final int mostPoints;
  private final ThinnedSeries<StepCurvature> points;

  /**
   * A recorder that continues a series that was recorded under the same policy.
   *
   * @param steps number of steps of the whole run
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

  /** The initial distance of steps: a power of two, at most that which thinning ends with. */
  private static int firstStride(long steps, int regular) {
    long last = 1;
    while ((steps - 1) / last + 1 > regular) {
      last *= 2;
    }
    return (int) Math.min(1 << 30, Math.max(1, last / DENSER));
  }

  /** Approximate bytes of the recorded steps. */
  public static long bytes(TracePolicy policy) {
    return policy.curvaturePoints() * BYTES_OF_POINT;
  }

  /**
   * Whether to measure the curvature at the next step of a run, or at its last step if that
   * diverged.
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

  /**
   * Adds a measurement; one that {@link #wantsNextOf} did not ask for is kept only while it is the
   * last.
   */
  public void record(StepCurvature point) {
    points.add(point);
  }

  /** The measurements so far. */
  public CurvatureSeries snapshot() {
    return new CurvatureSeries(points.stride(), points.snapshot());
  }
}
