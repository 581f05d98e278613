package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.Dataset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cache of recently used datasets, up to a number of values, so that concurrent jobs share one
 * copy. The dataset of an id never changes.
 */
final class RecentDatasets {

  private final long maxValues;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long values;

  RecentDatasets(long maxValues) {
    this.maxValues = maxValues;
  }

  /** The dataset with an id; if it is not cached, one thread loads it while others wait. */
  Dataset get(String id, Supplier<Dataset> load) {
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(id, missing -> new Entry());
    }
    synchronized (entry) {
      if (entry.dataset == null) {
        try {
          entry.dataset = load.get();
        } finally {
          settle(id, entry);
        }
      }
      return entry.dataset;
    }
  }

  void remove(String id) {
    synchronized (entries) {
      Entry removed = entries.remove(id);
      values -= removed == null ? 0 : removed.values;
    }
  }

  /** Counts a loaded dataset, or removes a failed one, then evicts until the limit holds. */
  private void settle(String id, Entry entry) {
    synchronized (entries) {
      if (entry.dataset == null) {
        entries.remove(id, entry);
        return;
      }
      if (entries.get(id) != entry) {
        return;
      }
      entry.values = entry.dataset.inputs().values() + entry.dataset.givenTargets().values();
      values += entry.values;
      Iterator<Entry> oldest = entries.values().iterator();
      while (values > maxValues && oldest.hasNext()) {
        Entry unused = oldest.next();
        values -= unused.values;
        oldest.remove();
      }
    }
  }

  private static final class Entry {
    private @Nullable Dataset dataset;
    private long values;
  }
}
