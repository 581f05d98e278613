package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every dataset there is an id for: those that were sent and, older than any, the built-in ones.
 */
@Component
public final class Datasets {

  /** What became of the wish to delete a dataset. */
  public enum Deletion {
    DELETED,
    UNKNOWN,
    /** Nothing: built-in datasets stay. */
    BUILT_IN,
    /** Nothing: a job that is not finished needs it. */
    NEEDED
  }

  private final DatasetStore store;

  Datasets(DatasetStore store) {
    this.store = store;
  }

  /**
   * Keeps a dataset under a new id.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  public StoredDataset put(Dataset dataset) {
    return store.put(dataset);
  }

  /** What there is to know about a dataset. */
  public Optional<StoredDataset> find(String id) {
    return BuiltIn.find(id).map(BuiltIn::describe).or(() -> store.find(id));
  }

  /** A dataset with all its values. */
  public Optional<Dataset> load(String id) {
    return BuiltIn.find(id).map(BuiltIn::load).or(() -> store.load(id));
  }

  /** How large a dataset is; it is not loaded. */
  public Optional<DatasetSize> size(String id) {
    return BuiltIn.find(id)
        .map(builtIn -> DatasetSize.of(builtIn.load()))
        .or(() -> store.size(id));
  }

  /** How large a dataset is that belongs to something else. */
  public Optional<DatasetSize> sizeOfAttached(String key) {
    return store.size(key);
  }

  /** Some consecutive samples of a dataset. */
  public Optional<DatasetRows> rows(String id, int offset, int limit) {
    return BuiltIn.find(id)
        .map(builtIn -> builtIn.load().rows(offset, limit))
        .or(() -> store.rows(id, offset, limit));
  }

  /**
   * The newest datasets; the built-in ones come last.
   *
   * @param after only those that follow the one of this id; null for all
   * @param limit at most so many, at least 1
   */
  public DatasetPage page(@Nullable String after, int limit) {
    Optional<BuiltIn> afterBuiltIn = after == null ? Optional.empty() : BuiltIn.find(after);
    List<StoredDataset> found = new ArrayList<>();
    if (afterBuiltIn.isEmpty()) {
      DatasetPage sent = store.page(after, limit);
      found.addAll(sent.data());
      if (sent.hasMore()) {
        return sent;
      }
    }
    int next = afterBuiltIn.map(last -> last.ordinal() + 1).orElse(0);
    for (BuiltIn builtIn : BuiltIn.values()) {
      if (builtIn.ordinal() >= next && found.size() <= limit) {
        found.add(builtIn.describe());
      }
    }
    return DatasetPage.of(found, limit);
  }

  /** Forgets a dataset that was sent. */
  public Deletion delete(String id) {
    if (BuiltIn.find(id).isPresent()) {
      return Deletion.BUILT_IN;
    }
    return store.delete(id);
  }

  /**
   * Keeps a dataset that belongs to something else, in the transaction of the caller. It is not
   * among the others, and there is always room for it.
   *
   * @param key of the caller's choice, which no other dataset has
   */
  public void attach(String key, Dataset dataset) {
    store.attach(key, dataset);
  }

  /** A dataset that belongs to something else. */
  public Optional<Dataset> loadAttached(String key) {
    return store.loadAttached(key);
  }

  /** Forgets a dataset that belonged to something else, if there is one. */
  public void detach(String key) {
    store.detach(key);
  }
}
