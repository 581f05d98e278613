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
 * @param judgedByOthers whether its losses are those of the validation samples, as of a run on part
 *     of the data
 */
public record Observation(
    LossCurve curve,
    GradientTrace trace,
    @Nullable Parameters parameters,
    boolean whole,
    boolean judgedByOthers) {

  public Observation(
      LossCurve curve, GradientTrace trace, @Nullable Parameters parameters, boolean whole) {
    this(curve, trace, parameters, whole, false);
  }

  /** The same, judged by the validation samples. */
  Observation byOthers() {
    return new Observation(curve, trace, parameters, whole, true);
  }
}
