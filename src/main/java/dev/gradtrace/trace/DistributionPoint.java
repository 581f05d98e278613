package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Distribution;
import java.util.Arrays;

/**
 * Distributions of one step. Never changed once made.
 *
 * @param samples in its mini-batch
 * @param values in the order of a {@link DistributionSelection}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as records.
record DistributionPoint(long step, int samples, Distribution[] values) {

  /** Bytes that it takes, about. */
  long bytes() {
    return Arrays.stream(values).mapToLong(Distribution::bytes).sum();
  }
}
