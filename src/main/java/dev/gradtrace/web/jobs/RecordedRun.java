package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.web.media.Tabular;

/**
 * A run with its recordings, as the API answers them.
 *
 * @param job as {@code GET …/{id}}, but without its subscription, since reports are passed on
 * @param lossCurve as {@code GET …/{id}/loss-curve}
 * @param gradientTrace as {@code GET …/{id}/gradient-trace}
 */
public record RecordedRun(Object job, Tabular lossCurve, Tabular gradientTrace) {

  private static final TraceQuery EVERYTHING = new TraceQuery(null, null, null, null, null);

  public static RecordedRun of(TrainingJob job, LossCurve curve, GradientTrace trace) {
    return new RecordedRun(
        TrainingJobView.of(job, null),
        LossCurveView.of(job, curve, null),
        GradientTraceView.of(job, trace, EVERYTHING, null));
  }
}
