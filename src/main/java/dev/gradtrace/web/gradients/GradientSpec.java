package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientCheck;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.network.NetworkSpec;
import java.util.Set;

/**
 * Of which network, batch and cost the gradient is computed, and what is added to the answer.
 *
 * @param parts what the answer holds besides the metrics
 */
record GradientSpec(NetworkAndBatch subject, Cost cost, Set<GradientPart> parts) {

  /** Passes of a gradient check: four losses for each direction. */
  private static final long CHECK_PASSES = 4L * GradientCheck.DIRECTIONS;

  /** Passes of the gradient itself: one forwards, two backwards. */
  static final long GRADIENT_PASSES = 3;

  NetworkSpec network() {
    return subject.network();
  }

  GradientProbe probe() {
    return subject.batch().probe(subject.start(), cost);
  }

  boolean asksFor(GradientPart part) {
    return parts.contains(part);
  }

  /** Refuses what takes too many multiplications or too large an answer. */
  void requireWithinLimits(Limits limits) {
    limits.requireWithinLimits(multiplications(), numbers(), "include");
  }

  private long multiplications() {
    long passes = GRADIENT_PASSES + (asksFor(GradientPart.GRADIENT_CHECK) ? CHECK_PASSES : 0);
    return subject.multiplications(passes)
        + (asksFor(GradientPart.SINGULAR_VALUES) ? spectra() : 0);
  }

  /** The Jacobian of each layer, and that of the network for each sample. */
  private long spectra() {
    NetworkSpec network = network();
    long outputs = network.outputs();
    long multiplications =
        subject.batch().samples()
            * (outputs * network.parameterCount()
                + NetworkSpec.decompositionMultiplications(outputs, network.inputs()));
    for (int l = 1; l <= network.depth(); l++) {
      multiplications +=
          NetworkSpec.decompositionMultiplications(network.width(l), network.width(l - 1));
    }
    return multiplications;
  }

  private long numbers() {
    NetworkSpec network = network();
    long samples = subject.batch().samples();
    long units = 0;
    for (int l = 1; l <= network.depth(); l++) {
      units += network.width(l);
    }
    long numbers = samples;
    numbers += asksFor(GradientPart.GRADIENTS) ? network.parameterCount() : 0;
    numbers += asksFor(GradientPart.OUTPUTS) ? samples * network.outputs() : 0;
    numbers += asksFor(GradientPart.DELTAS) ? samples * units : 0;
    numbers += asksFor(GradientPart.ACTIVATIONS) ? samples * units : 0;
    numbers += asksFor(GradientPart.PREACTIVATIONS) ? samples * units : 0;
    return numbers;
  }
}
