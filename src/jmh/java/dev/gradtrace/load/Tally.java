package dev.gradtrace.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often which status was answered. */
final class Tally {

  private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
  private final AtomicLong faults = new AtomicLong();

  void count(Client.Answer answer) {
    statuses.computeIfAbsent(answer.status(), status -> new AtomicLong()).incrementAndGet();
    if (answer.status() >= 500 && !(answer.status() == 503 && answer.has("Retry-After"))) {
      faults.incrementAndGet();
    }
  }

  /** Answers of 5xx that are no 503 with {@code Retry-After}. */
  long faults() {
    return faults.get();
  }

  /** Number by status; 0 stands for connections that were closed without an answer. */
  @Override
  public String toString() {
    return statuses.toString();
  }
}
