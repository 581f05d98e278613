package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of a run.
 *
 * @param parameters the network as the run left it; null before it began
 * @param whole whether the run ended by itself, so that more of it would not change the picture
 */
public record Observation(
    LossCurve curve, GradientTrace trace, @Nullable Parameters parameters, boolean whole) {}
