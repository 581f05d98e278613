package dev.gradtrace.web.observed;

import dev.gradtrace.contract.parameters.LayerParametersRequest;
import dev.gradtrace.job.observed.ObservedStep;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "ObservedStepRequest", description = "The parameters at a step.")
record ObservedStepRequest(
    @Schema(description = "Of layers 1…L.") List<LayerParametersRequest> parameters,
    @Schema(description = "η of the step, for the bound of the curvature.", minimum = "0")
        @Nullable Double learningRate,
    @Schema(description = "The loss as it was measured in training; kept beside ours.")
        @Nullable Double trainingLoss) {

  ObservedStep toSpec(long step, NetworkSpec network) {
    Faults faults = new Faults();
    Parameters given =
        faults.part(
            "parameters", parameters, layers -> LayerParametersRequest.toSpec(layers, network));
    requireRate(learningRate, faults);
    faults.throwIfAny();
    return new ObservedStep(
        step, faults.need(given), orNone(learningRate), orNone(trainingLoss), null);
  }

  /** Refuses an invalid learning rate. */
  static void requireRate(@Nullable Double rate, Faults faults) {
    faults.unless(
        rate == null || rate >= 0 && rate < Double.POSITIVE_INFINITY,
        "learningRate",
        "must be a number of at least 0, was %s",
        rate);
  }

  static double orNone(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
