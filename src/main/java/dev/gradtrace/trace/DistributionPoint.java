package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Distribution;
import java.util.Arrays;

/**
 * The distributions of one step. Immutable.
 *
 * @param samples samples in the mini-batch
 * @param values in the order of a {@link DistributionSelection}
 */
record DistributionPoint(long step, int samples, Distribution[] values) {

  /** Approximate bytes of the distributions. */
  long bytes() {
    return Arrays.stream(values).mapToLong(Distribution::bytes).sum();
  }
}
