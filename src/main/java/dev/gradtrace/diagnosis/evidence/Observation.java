package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run.
 *
 * @param parameters final or current parameters; null before the run began
 * @param whole whether the run ended by itself, so that continuing it would change nothing
 * @param stopped whether the run is over, but was ended before its last step
 * @param judgedByOthers whether the losses are those of validation samples, as in a run on part of
 *     the data
 */
public record Observation(
    LossCurve curve,
    GradientTrace trace,
    @Nullable Parameters parameters,
    boolean whole,
    boolean stopped,
    boolean judgedByOthers) {

  public Observation(
      LossCurve curve, GradientTrace trace, @Nullable Parameters parameters, boolean whole) {
    this(curve, trace, parameters, whole, false, false);
  }

  /** The same records of a run that was ended before its last step. */
  public Observation endedEarly() {
    return new Observation(curve, trace, parameters, false, true, judgedByOthers);
  }

  /** The same records, judged by the validation samples. */
  Observation byOthers() {
    return new Observation(curve, trace, parameters, whole, stopped, true);
  }
}
