package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.web.media.Tabular;

/** A gradient trace as a table with a row for each step and layer. */
public final class TraceTable {

  private static final TraceQuery ALL = new TraceQuery(null, null, null, null, null);

  private TraceTable() {}

  /** The table of a trace with all metrics and layers. */
  public static Tabular of(TrainingJob job, GradientTrace trace) {
    return GradientTraceView.of(job, trace, ALL, null);
  }
}
