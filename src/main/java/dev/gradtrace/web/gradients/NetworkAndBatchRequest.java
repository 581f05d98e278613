package dev.gradtrace.web.gradients;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.parameters.LayerParametersRequest;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The common part of requests for gradients: a network, a batch, and the mode. */
record NetworkAndBatchRequest(
    NetworkRequest network,
    @Schema(description = "Parameters of layers 1…L; default: initialised from the seed.")
        @Nullable List<LayerParametersRequest> parameters,
    @Schema(
            description =
                "Seed of the initialisation and of the masks of dropout; beside parameters, of the masks alone.",
            defaultValue = "0")
        @Nullable Long seed,
    @Schema(
            description =
                "training: statistics of the batch, and dropout with the masks of step 1. inference: moving"
                    + " statistics, and no dropout. Default training.")
        @OneOf(Mode.class)
        @Nullable String mode,
    BatchRequest batch) {

  /** How the network is evaluated. */
  public static final Named<Mode> MODES = Named.of("mode", Mode.class);

  /**
   * @param faults of the rest of the request
   * @param costs that the targets must suit
   * @throws dev.gradtrace.validation.InvalidSpec with these faults and those found here
   */
  NetworkAndBatch toSpec(Faults faults, Collection<Cost> costs, Context context) {
    NetworkSpec spec = faults.part("network", network, given -> given.toSpec(context.limits()));
    Parameters start =
        spec == null
            ? null
            : faults.part(
                "parameters", parameters, given -> LayerParametersRequest.toSpec(given, spec));
    Mode how = faults.part("", mode, name -> MODES.get("mode", name));
    Batch samples =
        spec == null ? null : faults.part("batch", batch, given -> given.toSpec(spec, context));
    if (samples != null) {
      costs.forEach(cost -> faults.within("batch", () -> samples.requireTargetsOf(cost)));
    }
    faults.throwIfAny();
    return new NetworkAndBatch(
        faults.need(spec),
        start,
        requireNonNullElse(seed, 0L),
        requireNonNullElse(how, Mode.TRAINING),
        faults.need(samples));
  }
}
