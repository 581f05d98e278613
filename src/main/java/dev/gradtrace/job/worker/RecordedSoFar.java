package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import java.util.List;

/** What was recorded of a run before this worker resumes it. */
public record RecordedSoFar(
    LossCurve lossCurve,
    GradientTrace trace,
    Distributions distributions,
    CurvatureSeries curvature) {

  /** For a run that begins. */
  static RecordedSoFar nothing(JobSpec spec) {
    return new RecordedSoFar(
        new LossCurve(List.of(), List.of()),
        GradientTrace.empty(spec.training().network()),
        Distributions.empty(selection(spec)),
        CurvatureSeries.EMPTY);
  }

  /** The last reported recording. */
  static RecordedSoFar of(String id, JobSpec spec, JobStore store) {
    return new RecordedSoFar(
        store.lossCurve(id),
        store.trace(id, TraceSelection.all(spec.training().network())),
        store.distributions(id, selection(spec)),
        store.curvature(id));
  }

  private static DistributionSelection selection(JobSpec spec) {
    return DistributionSelection.all(spec.trace().distributions().of(), spec.training().network());
  }
}
