package dev.gradtrace.web.rate;

import dev.gradtrace.access.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quota of each caller.
 *
 * @param most most units per caller
 * @param sparesNeighbours whether callers without a token on this machine have no limit
 */
record Quota(int most, boolean sparesNeighbours) {

  private static final Set<String> NEIGHBOURS = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");

  /**
   * The configured quota; by default {@code otherwise} for all callers but those on this machine.
   */
  static Quota of(@Nullable Integer set, int otherwise) {
    return set == null ? new Quota(otherwise, true) : new Quota(set, false);
  }

  boolean bounds(Caller caller) {
    return !sparesNeighbours || caller.owner() != null || !NEIGHBOURS.contains(caller.client());
  }
}
