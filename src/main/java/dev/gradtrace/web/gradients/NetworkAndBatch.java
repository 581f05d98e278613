package dev.gradtrace.web.gradients;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.LayerParametersRequest;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as it starts, and a batch to compute its gradient on.
 *
 * @param parameters null to initialise the network from the seed
 */
record NetworkAndBatch(
    NetworkSpec network, @Nullable Parameters parameters, long seed, Batch batch) {

  /**
   * The network and batch of a request.
   *
   * @param faults what was wrong with the rest of the request
   * @param costs those the targets must suit
   * @throws dev.gradtrace.validation.InvalidSpec with these faults and what is wrong here
   */
  static NetworkAndBatch of(
      Faults faults,
      NetworkRequest network,
      @Nullable List<LayerParametersRequest> parameters,
      @Nullable Long seed,
      BatchRequest batch,
      Collection<Cost> costs,
      Context context) {
    NetworkSpec spec = faults.part("network", network, given -> given.toSpec(context.limits()));
    Parameters start =
        spec == null || parameters == null
            ? null
            : faults.<Parameters>part(
                "parameters", () -> LayerParametersRequest.toSpec(parameters, spec));
    Batch samples =
        spec == null ? null : faults.part("batch", batch, given -> given.toSpec(spec, context));
    if (samples != null) {
      costs.forEach(cost -> faults.within("batch", () -> samples.requireTargetsOf(cost)));
    }
    faults.throwIfAny();
    return new NetworkAndBatch(
        faults.need(spec), start, requireNonNullElse(seed, 0L), faults.need(samples));
  }

  Network start() {
    return parameters == null ? Network.initial(network, seed) : new Network(network, parameters);
  }

  /** What one gradient takes: the network and its gradient, and the batch. */
  MemoryNeed memory() {
    return MemoryNeed.of("network", 2 * Parameters.bytes(network))
        .plus("batch", GradientProbe.bytesOfBatch(network, batch.samples()));
  }

  /** About how many multiplications passes over the batch take, and the start of the network. */
  long multiplications(long passes) {
    return passes * network.parameterCount() * batch.samples()
        + (parameters == null ? network.initialisationMultiplications() : 0);
  }
}
