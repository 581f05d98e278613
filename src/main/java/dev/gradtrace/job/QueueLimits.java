package dev.gradtrace.job;

/**
 * How many jobs may wait.
 *
 * @param capacity of all clients together
 * @param share share of the places left by other clients that one client may take, above 0 and at
 *     most 1; a client's first job may take any free place
 */
public record QueueLimits(int capacity, double share) {

  /** Most jobs of a client that may wait while {@code others} jobs of other clients do. */
  public int of(int others) {
    int free = capacity - others;
    return Math.min(Math.max(1, (int) Math.floor(free * share)), Math.max(0, free));
  }
}
