package dev.gradtrace.dataset;

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

  /** Some consecutive samples of a dataset. */
  default Optional<DatasetRows> rows(String id, int offset, int limit) {
    return load(id).map(dataset -> dataset.rows(offset, limit));
  }

  /**
   * The newest datasets.
   *
   * @param after only those older than the one of this id; null for all
   * @param limit at most so many, at least 1
   */
  DatasetPage page(@Nullable String after, int limit);

  /** Forgets a dataset; false if there was none. */
  boolean delete(String id);
}
