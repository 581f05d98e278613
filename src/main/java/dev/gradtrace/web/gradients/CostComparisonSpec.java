package dev.gradtrace.web.gradients;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.theory.CostComparison;
import java.util.List;

/**
 * The network, batch and costs whose gradients to compare.
 *
 * @param costs the first is the baseline
 */
record CostComparisonSpec(NetworkAndBatch subject, List<Cost> costs) {

  /** Passes per cost: its gradient, and two to compare it with the baseline's. */
  private static final long PASSES = GradientSpec.GRADIENT_PASSES + 2;

  void requireWithinLimits(Limits limits) {
    long samples = subject.batch().samples();
    limits.requireWithinLimits(
        multiplications(), 2 * samples * (subject.network().outputs() + costs.size()), "batch");
  }

  long multiplications() {
    return subject.multiplications(PASSES * costs.size());
  }

  /** The gradients of the baseline and of one other cost, whose layers are compared one by one. */
  MemoryNeed memory() {
    NetworkSpec network = subject.network();
    return subject
        .memory()
        .plus("network", 2 * Parameters.bytes(network))
        .plus("batch", GradientProbe.bytesOfBatch(network, subject.batch().samples()));
  }

  CostComparison comparison() {
    return subject.compare(costs);
  }
}
