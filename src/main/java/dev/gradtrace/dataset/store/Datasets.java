package dev.gradtrace.dataset.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All datasets: those that clients sent, and the built-in ones. */
@Component
public final class Datasets {

  /** The outcome of a deletion. */
  public enum Deletion {
    DELETED,
    UNKNOWN,
    /** Nothing was deleted: built-in datasets cannot be. */
    BUILT_IN,
    /** Nothing was deleted: an unfinished job needs the dataset. */
    NEEDED
  }

  private final JdbcDatasets store;

  Datasets(JdbcDatasets store) {
    this.store = store;
  }

  /**
   * Stores a dataset under a new id.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  public StoredDataset put(Caller caller, Dataset dataset) {
    return store.put(caller, dataset, null);
  }

  /**
   * Stores a dataset from files under a new id.
   *
   * @param reading how the files were interpreted, as JSON for responses
   */
  public StoredDataset put(Caller caller, Dataset dataset, String reading) {
    return store.put(caller, dataset, reading);
  }

  /**
   * How the files of a dataset were interpreted, as JSON; empty if it came from none, or was stored
   * by a release that did not record this.
   */
  public Optional<String> reading(String id) {
    return store.reading(id);
  }

  /** The id and summary of a dataset; empty if there is none. */
  public Optional<StoredDataset> find(String id) {
    return BuiltIn.find(id).map(BuiltIn::describe).or(() -> store.find(id));
  }

  /** Whether a dataset is built in. */
  public boolean isBuiltIn(String id) {
    return BuiltIn.find(id).isPresent();
  }

  /**
   * The owner of a dataset; null if it was sent without a token or is built in.
   *
   * @throws dev.gradtrace.validation.Refusal if there is no such dataset
   */
  public @Nullable String owner(String id) {
    return BuiltIn.find(id).isPresent() ? null : store.owner(id);
  }

  /** A dataset with all its values; empty if there is none. */
  public Optional<Dataset> load(String id) {
    return BuiltIn.find(id).map(BuiltIn::load).or(() -> store.load(id));
  }

  /** The dataset of a generator; recently used ones are cached. */
  public Dataset generated(Generator generator) {
    return store.generated(generator);
  }

  /** The size of a dataset, without loading it; empty if there is none. */
  public Optional<DatasetSize> size(String id) {
    return BuiltIn.find(id).map(builtIn -> DatasetSize.of(builtIn.load())).or(() -> store.size(id));
  }

  /** The size of an attached dataset; empty if there is none. */
  public Optional<DatasetSize> sizeOfAttached(String key) {
    return store.size(key);
  }

  /** Consecutive samples of a dataset; empty if there is none. */
  public Optional<DatasetRows> rows(String id, int offset, int limit) {
    return BuiltIn.find(id)
        .map(builtIn -> builtIn.load().rows(offset, limit))
        .or(() -> store.rows(id, offset, limit));
  }

  /**
   * A page of datasets, newest first; the built-in ones come last.
   *
   * @param owner restricts sent datasets to those of an owner; null for all
   * @param after id of the dataset before the page; null for the first page
   * @param limit most datasets in the page, at least 1
   */
  public Page<StoredDataset> page(@Nullable String owner, @Nullable String after, int limit) {
    Optional<BuiltIn> afterBuiltIn = after == null ? Optional.empty() : BuiltIn.find(after);
    List<StoredDataset> found = new ArrayList<>();
    if (afterBuiltIn.isEmpty()) {
      Page<StoredDataset> sent = store.page(owner, after, limit);
      found.addAll(sent.items());
      if (sent.hasMore()) {
        return sent;
      }
    }
    int next = afterBuiltIn.map(last -> last.ordinal() + 1).orElse(0);
    for (BuiltIn builtIn : BuiltIn.values()) {
      if (builtIn.ordinal() >= next && found.size() <= limit) {
        found.add(builtIn.listing());
      }
    }
    return Page.of(found, limit);
  }

  /** Deletes a dataset that was sent. */
  public Deletion delete(String id) {
    if (BuiltIn.find(id).isPresent()) {
      return Deletion.BUILT_IN;
    }
    return store.delete(id);
  }

  /**
   * Stores a dataset that is part of something else, such as a job, in the current transaction. It
   * is not listed; its room must be reserved by {@link #reserve}.
   *
   * @param caller whose quota it counts in
   * @param key unique key
   */
  public void attach(Caller caller, String key, Dataset dataset) {
    store.attach(caller, key, dataset);
  }

  /**
   * Reserves room for an attached dataset, as the last step of the same transaction.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is none
   */
  public void reserve(Dataset dataset) {
    store.reserve(dataset);
  }

  /** An attached dataset; empty if there is none. */
  public Optional<Dataset> loadAttached(String key) {
    return store.loadAttached(key);
  }

  /** Deletes an attached dataset if there is one. */
  public void detach(String key) {
    store.detach(key);
  }
}
