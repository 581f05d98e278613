package dev.gradtrace.job.worker;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import java.util.List;

/** What was recorded of a run before a worker goes on with it. */
public record RecordedSoFar(LossCurve lossCurve, GradientTrace trace, CurvatureSeries curvature) {

  /** Of a run that begins. */
  static RecordedSoFar nothing(NetworkSpec network) {
    return new RecordedSoFar(
        new LossCurve(List.of(), List.of()), GradientTrace.empty(network), CurvatureSeries.EMPTY);
  }
}
