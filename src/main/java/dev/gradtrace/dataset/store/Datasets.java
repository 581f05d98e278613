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

  private final JdbcDatasets store;

  Datasets(JdbcDatasets store) {
    this.store = store;
  }

  /**
   * Keeps a dataset under a new id.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  public StoredDataset put(Caller caller, Dataset dataset) {
    return store.put(caller, dataset, null);
  }

  /**
   * The same, and how the files were understood that it was read from.
   *
   * @param reading in the form in which it is told
   */
  public StoredDataset put(Caller caller, Dataset dataset, String reading) {
    return store.put(caller, dataset, reading);
  }

  /**
   * What was kept of how the files of a dataset were understood; empty where it came from none, or
   * was kept by a release that did not keep this.
   */
  public Optional<String> reading(String id) {
    return store.reading(id);
  }

  /** What there is to know about a dataset. */
  public Optional<StoredDataset> find(String id) {
    return BuiltIn.find(id).map(BuiltIn::describe).or(() -> store.find(id));
  }

  /** Whether a dataset comes with the service. */
  public boolean isBuiltIn(String id) {
    return BuiltIn.find(id).isPresent();
  }

  /**
   * Whom a dataset belongs to; null where no token was asked for, and of a built-in one.
   *
   * @throws dev.gradtrace.validation.Refusal if there is none
   */
  public @Nullable String owner(String id) {
    return BuiltIn.find(id).isPresent() ? null : store.owner(id);
  }

  /** A dataset with all its values. */
  public Optional<Dataset> load(String id) {
    return BuiltIn.find(id).map(BuiltIn::load).or(() -> store.load(id));
  }

  /** What a generator makes; of those asked for last it is kept for a while. */
  public Dataset generated(Generator generator) {
    return store.generated(generator);
  }

  /** How large a dataset is; it is not loaded. */
  public Optional<DatasetSize> size(String id) {
    return BuiltIn.find(id).map(builtIn -> DatasetSize.of(builtIn.load())).or(() -> store.size(id));
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
   * @param owner of those that were sent, only those that belong to them; null for all
   * @param after only those that follow the one of this id; null for all
   * @param limit at most so many, at least 1
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

  /** Forgets a dataset that was sent. */
  public Deletion delete(String id) {
    if (BuiltIn.find(id).isPresent()) {
      return Deletion.BUILT_IN;
    }
    return store.delete(id);
  }

  /**
   * Keeps a dataset that belongs to something else, in the transaction of the caller. It is not
   * among the others; {@link #reserve} makes room for it.
   *
   * @param caller whom it counts for
   * @param key which no other dataset has
   */
  public void attach(Caller caller, String key, Dataset dataset) {
    store.attach(caller, key, dataset);
  }

  /**
   * Makes room for a dataset that was attached, in the same transaction, last of all.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is none
   */
  public void reserve(Dataset dataset) {
    store.reserve(dataset);
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
