package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "TracePolicy", description = "Which steps of a run are kept in its gradient trace.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TraceRequest(
    @Schema(
            description =
                "Keep steps 1, 1+k, 1+2k, … and the last. Absent: densely at first, then thinned.",
            minimum = "1")
        @Nullable Integer everySteps,
    @Schema(
            description =
                "Most steps kept, spread over the whole run. Default 500; with everySteps, no"
                    + " limit.",
            minimum = "2")
        @Nullable Integer maxPoints,
    @Schema(
            description =
                "Whether the curvature is measured too: the largest eigenvalue of the Hessian, before the step's update and on its own mini-batch. Default false.")
        @Nullable Boolean curvature,
    @Schema(
            description =
                "Most steps of which the curvature is kept, spread over the run as the trace is, the first and the last among them. Default 50; of no effect without curvature.",
            minimum = "2",
            maximum = "500")
        @Nullable Integer curvaturePoints) {

  /** The first step and the last. */
  static final TraceRequest OF_ENDS = new TraceRequest(1, 2, null, null);

  TracePolicy toSpec() {
    int most = everySteps == null ? TracePolicy.DEFAULT_MAX_POINTS : Integer.MAX_VALUE;
    int points = requireNonNullElse(curvaturePoints, TracePolicy.DEFAULT_CURVATURE_POINTS);
    TracePolicy whole =
        new TracePolicy(
            requireNonNullElse(everySteps, 1), requireNonNullElse(maxPoints, most), points);
    InvalidSpec.unless(
        points > 0,
        "curvaturePoints",
        "must lie between 2 and %d, was %d",
        TracePolicy.MOST_CURVATURE_POINTS,
        points);
    return requireNonNullElse(curvature, false)
        ? whole
        : new TracePolicy(whole.everySteps(), whole.maxPoints());
  }

  static TraceRequest of(TracePolicy policy) {
    boolean measured = policy.curvaturePoints() > 0;
    return new TraceRequest(
        policy.everySteps(),
        policy.maxPoints() == Integer.MAX_VALUE ? null : policy.maxPoints(),
        measured ? true : null,
        measured ? policy.curvaturePoints() : null);
  }
}
