package dev.gradtrace.job;

import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;

/** What was recorded of a run so far; shares no mutable state with the run. */
public record Recording(
    LossCurve lossCurve,
    GradientTrace trace,
    Distributions distributions,
    CurvatureSeries curvature,
    Model model) {}
