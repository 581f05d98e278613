package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.trace.DistributionPolicy;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "TracePolicy",
    description = "Which steps of a run are kept in its gradient trace, and what else is kept.")
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
                "Distributions of what of every layer are kept, by sign and octave; default: of nothing.")
        @OneOf(family = Family.TENSOR)
        @Nullable List<String> distributions,
    @Schema(
            description =
                "Most steps of which distributions are kept, spread over the whole run, the first and the last"
                    + " among them.",
            minimum = "2",
            maximum = "500",
            defaultValue = "50")
        @Nullable Integer distributionPoints) {

  /** The first step and the last. */
  static final TraceRequest OF_ENDS = new TraceRequest(1, 2, null, null);

  TraceSpec toSpec() {
    Faults faults = new Faults();
    int most = everySteps == null ? TracePolicy.DEFAULT_MAX_POINTS : Integer.MAX_VALUE;
    TracePolicy steps =
        faults.<TracePolicy>part(
            "",
            () ->
                new TracePolicy(
                    requireNonNullElse(everySteps, 1), requireNonNullElse(maxPoints, most)));
    List<Tensor> of = tensors(faults);
    DistributionPolicy policy =
        faults.<DistributionPolicy>part(
            "",
            () ->
                new DistributionPolicy(
                    of, requireNonNullElse(distributionPoints, DistributionPolicy.DEFAULT_POINTS)));
    faults.throwIfAny();
    return new TraceSpec(faults.need(steps), faults.need(policy));
  }

  private List<Tensor> tensors(Faults faults) {
    List<Tensor> of = new ArrayList<>();
    for (int i = 0; distributions != null && i < distributions.size() && !faults.areMost(); i++) {
      String pointer = "distributions/" + i;
      Tensor tensor =
          faults.part("", distributions.get(i), name -> Names.TENSORS.get(pointer, name));
      if (tensor != null) {
        of.add(tensor);
      }
    }
    return of;
  }

  static TraceRequest of(TraceSpec spec) {
    TracePolicy steps = spec.steps();
    DistributionPolicy distributions = spec.distributions();
    boolean none = distributions.isNone();
    return new TraceRequest(
        steps.everySteps(),
        steps.maxPoints() == Integer.MAX_VALUE ? null : steps.maxPoints(),
        none ? null : distributions.of().stream().map(Tensor::label).toList(),
        none ? null : distributions.points());
  }
}
