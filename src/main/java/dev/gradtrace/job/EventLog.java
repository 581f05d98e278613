package dev.gradtrace.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one job. Numbers are never used twice; when more than {@value #MAX_EVENTS} are
 * kept, the older half loses its progress events, and then every second one of its epochs, so that
 * old numbers may be missing. Changes of status stay.
 */
final class EventLog {

  static final int MAX_EVENTS = 5000;

  private final List<JobEvent> kept = new ArrayList<>();
  private long last;

  void add(Instant at, JobEvent.Change change) {
    last++;
    kept.add(new JobEvent(last, at, change));
    if (kept.size() > MAX_EVENTS) {
      thin();
    }
  }

  /** Events with a larger number, ascending. */
  List<JobEvent> after(long id) {
    int first = kept.size();
    while (first > 0 && kept.get(first - 1).id() > id) {
      first--;
    }
    return List.copyOf(kept.subList(first, kept.size()));
  }

  private void thin() {
    List<JobEvent> older = kept.subList(0, MAX_EVENTS / 2);
    older.removeIf(event -> event.change() instanceof JobEvent.Progressed);
    if (older.size() > MAX_EVENTS / 4) {
      boolean[] drop = {false};
      older.removeIf(
          event -> event.change() instanceof JobEvent.EpochEnded && (drop[0] = !drop[0]));
    }
  }
}
