package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.trace.TracePolicy;
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
        @Nullable Integer maxPoints) {

  /** The first step and the last. */
  static final TraceRequest OF_ENDS = new TraceRequest(1, 2);

  TracePolicy toSpec() {
    int most = everySteps == null ? TracePolicy.DEFAULT_MAX_POINTS : Integer.MAX_VALUE;
    return new TracePolicy(requireNonNullElse(everySteps, 1), requireNonNullElse(maxPoints, most));
  }

  static TraceRequest of(TracePolicy policy) {
    return new TraceRequest(
        policy.everySteps(), policy.maxPoints() == Integer.MAX_VALUE ? null : policy.maxPoints());
  }
}
