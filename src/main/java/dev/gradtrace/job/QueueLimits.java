package dev.gradtrace.job;

/**
 * How many jobs may wait.
 *
 * @param capacity of all clients together
 * @param share of the places that others leave free, those that one client may take, above 0 and at
 *     most 1; a place that is free is always for the first job of a client
 */
public record QueueLimits(int capacity, double share) {

  /** Most jobs of a client that may wait while so many of others do. */
  public int of(int others) {
    int free = capacity - others;
    return Math.min(Math.max(1, (int) Math.floor(free * share)), Math.max(0, free));
  }
}
