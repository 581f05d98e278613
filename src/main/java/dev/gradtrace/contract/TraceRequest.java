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
public record TraceRequest(
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
        @Nullable Integer distributionPoints,
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

  /** Records the first step and the last. */
  static final TraceRequest OF_ENDS = new TraceRequest(1, 2, null, null, null, null);

  public TraceSpec toSpec() {
    Faults faults = new Faults();
    int most = everySteps == null ? TracePolicy.DEFAULT_MAX_POINTS : Integer.MAX_VALUE;
    int points = requireNonNullElse(curvaturePoints, TracePolicy.DEFAULT_CURVATURE_POINTS);
    faults.unless(
        points >= 2 && points <= TracePolicy.MOST_CURVATURE_POINTS,
        "curvaturePoints",
        "must lie between 2 and %d, was %d",
        TracePolicy.MOST_CURVATURE_POINTS,
        points);
    int measured = requireNonNullElse(curvature, false) ? points : 0;
    TracePolicy steps =
        faults.<TracePolicy>part(
            "",
            () ->
                measured >= 2
                    ? new TracePolicy(
                        requireNonNullElse(everySteps, 1),
                        requireNonNullElse(maxPoints, most),
                        measured)
                    : new TracePolicy(
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

  public static TraceRequest of(TraceSpec spec) {
    TracePolicy steps = spec.steps();
    DistributionPolicy distributions = spec.distributions();
    boolean none = distributions.isNone();
    boolean measured = steps.curvaturePoints() > 0;
    return new TraceRequest(
        steps.everySteps(),
        steps.maxPoints() == Integer.MAX_VALUE ? null : steps.maxPoints(),
        none ? null : distributions.of().stream().map(Tensor::label).toList(),
        none ? null : distributions.points(),
        measured ? true : null,
        measured ? steps.curvaturePoints() : null);
  }
}
