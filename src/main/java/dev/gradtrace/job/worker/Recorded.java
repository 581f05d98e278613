package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import java.util.List;

/** What was recorded of a run before, as it stood at the checkpoint from which it goes on. */
record Recorded(LossCurve curve, GradientTrace trace, Distributions distributions) {

  /** Of a run that begins. */
  static Recorded nothing(JobSpec spec) {
    return new Recorded(
        new LossCurve(List.of(), List.of()),
        GradientTrace.empty(spec.training().network()),
        Distributions.empty(selection(spec)));
  }

  /** Of a run that was reported. */
  static Recorded of(String id, JobSpec spec, JobStore store) {
    return new Recorded(
        store.lossCurve(id),
        store.trace(id, TraceSelection.all(spec.training().network())),
        store.distributions(id, selection(spec)));
  }

  private static DistributionSelection selection(JobSpec spec) {
    return DistributionSelection.all(spec.trace().distributions().of(), spec.training().network());
  }
}
