package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run.
 *
 * @param parameters final or current parameters; null before the run began
 * @param judgedByOthers whether the losses are those of validation samples, as in a run on part of
 *     the data
 */
public record Observation(
    LossCurve curve,
    GradientTrace trace,
    @Nullable Parameters parameters,
    Extent extent,
    boolean judgedByOthers) {

  /** How far the records of a run go. */
  public enum Extent {
    /** The run goes on. */
    SO_FAR,
    /** The run is over, but was ended before its last step. */
    CUT_SHORT,
    /** The run ended by itself, so that continuing it would change nothing. */
    WHOLE
  }

  public Observation(
      LossCurve curve, GradientTrace trace, @Nullable Parameters parameters, Extent extent) {
    this(curve, trace, parameters, extent, false);
  }

  /** The same records, judged by the validation samples. */
  Observation byOthers() {
    return new Observation(curve, trace, parameters, extent, true);
  }

  public boolean isWhole() {
    return extent == Extent.WHOLE;
  }
}
