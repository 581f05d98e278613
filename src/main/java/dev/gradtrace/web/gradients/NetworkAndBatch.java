package dev.gradtrace.web.gradients;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.theory.CostComparison;
import dev.gradtrace.theory.MeanFieldForecast;
import dev.gradtrace.theory.MeanFieldInputs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An untrained network and a batch to compute its gradient on.
 *
 * @param parameters null to initialise the network from the seed
 * @param seed of the initialisation and of dropout masks
 */
record NetworkAndBatch(
    NetworkSpec network, @Nullable Parameters parameters, long seed, Mode mode, Batch batch) {

  private Network start() {
    return parameters == null ? Network.initial(network, seed) : new Network(network, parameters);
  }

  GradientProbe probe(Cost cost) {
    return GradientProbe.of(start(), cost, batch.inputs(), batch.targets(), mode, seed);
  }

  /** The curvature of the cost, with the same dropout masks as {@link #probe}. */
  Curvature curvature(Cost cost) {
    Workspace pass = Workspace.of(network, batch.samples(), mode);
    pass.inputs().set(batch.inputs());
    pass.targets().set(batch.targets());
    pass.drawMasks(seed, 1);
    return Curvature.of(start(), cost, pass, 0, seed);
  }

  /** Compares the gradients of several costs. */
  CostComparison compare(List<Cost> costs) {
    return CostComparison.of(start(), costs, batch.inputs(), batch.targets(), mode, seed);
  }

  /** The mean-field forecast for the network and this batch. */
  MeanFieldForecast forecast() {
    return MeanFieldForecast.of(network, MeanFieldInputs.of(batch.inputs(), mode));
  }

  /** The memory of one gradient: the network, its gradient, and the batch. */
  MemoryNeed memory() {
    return MemoryNeed.of("network", 2 * Parameters.bytes(network))
        .plus("batch", GradientProbe.bytesOfBatch(network, batch.samples()));
  }

  /** Estimated multiplications of passes over the batch, and of the initialisation. */
  long multiplications(long passes) {
    return passes * network.parameterCount() * batch.samples()
        + (parameters == null ? network.initialisationMultiplications() : 0);
  }
}
