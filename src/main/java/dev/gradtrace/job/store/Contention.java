package dev.gradtrace.job.store;

import dev.gradtrace.job.JobStore;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Who waits and who runs.
 *
 * @param waiting the first turn of each client that has jobs waiting
 * @param running how many jobs of each client run, if any
 */
record Contention(Map<String, Long> waiting, Map<String, Integer> running) {

  /**
   * For whom a job of a client should make room: someone waits of whom nothing runs, and more than
   * its equal share of what runs is this client's.
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

  /** The first turn of those of whom nothing runs; empty if nobody waits so. */
  OptionalLong firstWithout() {
    return waiting.entrySet().stream()
        .filter(waits -> !running.containsKey(waits.getKey()))
        .mapToLong(Map.Entry::getValue)
        .min();
  }
}
