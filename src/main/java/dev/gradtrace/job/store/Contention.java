package dev.gradtrace.job.store;

import dev.gradtrace.job.JobStore;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Waiting and running jobs by client.
 *
 * @param waiting the first turn of each client with waiting jobs
 * @param running number of running jobs of each client, if any
 */
record Contention(Map<String, Long> waiting, Map<String, Integer> running) {

  /**
   * Whether a job of {@code client} should yield: another client waits and runs nothing, while
   * {@code client} runs more than an equal share of the running jobs.
   */
  JobStore.Others othersBefore(String client) {
    TreeSet<String> clients = new TreeSet<>(waiting.keySet());
    clients.addAll(running.keySet());
    long all = running.values().stream().mapToLong(Integer::longValue).sum();
    OptionalLong first = firstWithout();
    if (first.isEmpty() || (long) running.getOrDefault(client, 0) * clients.size() <= all) {
      return JobStore.Others.NONE;
    }
    return Turns.isNext(first.getAsLong()) ? JobStore.Others.NEW : JobStore.Others.WAITING;
  }

  /** The first turn among the waiting clients that run nothing; empty if there is none. */
  OptionalLong firstWithout() {
    return waiting.entrySet().stream()
        .filter(waits -> !running.containsKey(waits.getKey()))
        .mapToLong(Map.Entry::getValue)
        .min();
  }
}
