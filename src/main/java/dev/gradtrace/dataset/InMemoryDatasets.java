package dev.gradtrace.dataset;

import dev.gradtrace.validation.InvalidSpec;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Datasets in memory, up to a number of values; gone when the service stops. */
@Component
final class InMemoryDatasets implements DatasetStore {

  private final InstantSource time;
  private final long maxValues;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());
  private final NavigableMap<String, Kept> datasets = new TreeMap<>();
  private long values;

  /**
   * @param maxValues inputs and targets of all datasets together
   */
  InMemoryDatasets(
      InstantSource time,
      @Value("${gradtrace.datasets.max-stored-values:200000000}") long maxValues) {
    this.time = time;
    this.maxValues = maxValues;
  }

  @Override
  public StoredDataset put(Dataset dataset) {
    DatasetSummary summary = DatasetSummary.of(dataset);
    synchronized (datasets) {
      long needed = valuesOf(dataset);
      InvalidSpec.unless(
          values + needed <= maxValues,
          "",
          "has %d values, but of the %d that can be stored %d are taken; delete a dataset first",
          needed,
          maxValues,
          values);
      Instant now = time.instant();
      StoredDataset stored = new StoredDataset(ids.next(now), now, summary);
      datasets.put(stored.id(), new Kept(stored, dataset));
      values += needed;
      return stored;
    }
  }

  @Override
  public Optional<StoredDataset> find(String id) {
    return kept(id).map(Kept::stored);
  }

  @Override
  public Optional<Dataset> load(String id) {
    return kept(id).map(Kept::dataset);
  }

  private Optional<Kept> kept(String id) {
    synchronized (datasets) {
      return Optional.ofNullable(datasets.get(id));
    }
  }

  @Override
  public DatasetPage page(@Nullable String after, int limit) {
    synchronized (datasets) {
      NavigableMap<String, Kept> older = after == null ? datasets : datasets.headMap(after, false);
      List<StoredDataset> found =
          older.descendingMap().values().stream().limit(limit + 1L).map(Kept::stored).toList();
      return DatasetPage.of(found, limit);
    }
  }

  @Override
  public boolean delete(String id) {
    synchronized (datasets) {
      Kept deleted = datasets.remove(id);
      values -= deleted == null ? 0 : valuesOf(deleted.dataset);
      return deleted != null;
    }
  }

  private static long valuesOf(Dataset dataset) {
    return dataset.inputs().values() + dataset.answers().values();
  }

  private record Kept(StoredDataset stored, Dataset dataset) {}
}
