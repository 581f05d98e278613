package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the datasets that were sent. */
public interface DatasetStore {

  /**
   * Keeps a dataset under a new id.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  StoredDataset put(Dataset dataset);

  /** What there is to know about a dataset. */
  Optional<StoredDataset> find(String id);

  /** A dataset with all its values. */
  Optional<Dataset> load(String id);

  /** How large a dataset is, also one that belongs to something else. */
  Optional<DatasetSize> size(String key);

  /** Some consecutive samples of a dataset. */
  Optional<DatasetRows> rows(String id, int offset, int limit);

  /**
   * The newest datasets.
   *
   * @param after only those older than the one of this id; null for all
   * @param limit at most so many, at least 1
   */
  DatasetPage page(@Nullable String after, int limit);

  /** Forgets a dataset, unless something needs it. */
  Datasets.Deletion delete(String id);

  /**
   * Keeps a dataset that belongs to something else, in the transaction of the caller. It is not
   * among the others, and there is always room for it.
   *
   * @param key of the caller's choice, which no other dataset has
   */
  void attach(String key, Dataset dataset);

  /** A dataset that belongs to something else. */
  Optional<Dataset> loadAttached(String key);

  /** Forgets a dataset that belonged to something else, if there is one. */
  void detach(String key);
}
