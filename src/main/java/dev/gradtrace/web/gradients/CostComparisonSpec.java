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
 * Of which network, batch and costs the gradients are compared.
 *
 * @param costs the first is the baseline
 */
record CostComparisonSpec(NetworkAndBatch subject, List<Cost> costs) {

  /** Of each cost: the gradient, and once more with its exponent, as the baseline's. */
  private static final long PASSES = GradientSpec.GRADIENT_PASSES + 2;

  void requireWithinLimits(Limits limits) {
    long samples = subject.batch().samples();
    limits.requireWithinLimits(
        multiplications(), 2 * samples * (subject.network().outputs() + costs.size()), "batch");
  }

  long multiplications() {
    return subject.multiplications(PASSES * costs.size());
  }

  /** The baseline's look beside another, of which a layer at a time is compared. */
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
