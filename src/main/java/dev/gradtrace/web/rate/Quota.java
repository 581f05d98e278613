package dev.gradtrace.web.rate;

import dev.gradtrace.access.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much each caller may have of something.
 *
 * @param sparesNeighbours whether callers without a token on this machine may have all they want
 */
record Quota(int most, boolean sparesNeighbours) {

  private static final Set<String> NEIGHBOURS = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");

  /** What was set; where nothing was, the default for all but neighbours. */
  static Quota of(@Nullable Integer set, int otherwise) {
    return set == null ? new Quota(otherwise, true) : new Quota(set, false);
  }

  boolean bounds(Caller caller) {
    return !sparesNeighbours || caller.owner() != null || !NEIGHBOURS.contains(caller.client());
  }
}
