package dev.gradtrace.dataset.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.Payloads;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.storage.TimeOrderedIds;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stores datasets in the database, up to a total number of values. */
@Component
final class JdbcDatasets {

  /** Name of the payload on how files were interpreted; only datasets from files have it. */
  private static final String READING = "reading";

  /** The cache of recent datasets may take one {@code SHARE_OF_RECENT}th of the heap. */
  private static final int SHARE_OF_RECENT = 8;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Payloads payloads;
  private final DatasetPayloads numbers;
  private final InstantSource time;
  private final long maxValues;
  private final StoredBytes bytes;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());
  private final RecentDatasets recent =
      new RecentDatasets(Runtime.getRuntime().maxMemory() / SHARE_OF_RECENT / Double.BYTES);

  JdbcDatasets(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      InstantSource time,
      DatasetSettings settings,
      StoredBytes bytes) {
    this.jdbc = JdbcClient.create(jdbc);
    this.transactions = transactions;
    this.payloads = new Payloads(jdbc, "dataset_payloads");
    this.numbers = new DatasetPayloads(payloads);
    this.time = time;
    this.maxValues = settings.maxStoredValues();
    this.bytes = bytes;
  }

  StoredDataset put(Caller caller, Dataset dataset, @Nullable String reading) {
    Instant now = time.instant();
    DatasetDescription description = DatasetDescription.of(dataset);
    StoredDataset stored = new StoredDataset(ids.next(now), now, description.summary());
    requireRoom(stored() + valuesOf(dataset) <= maxValues, dataset);
    transactions.executeWithoutResult(
        status -> {
          insert(caller, new Row(stored.id(), true, now), dataset, description);
          if (reading != null) {
            weigh(stored.id(), payloads.put(stored.id(), READING, reading.getBytes(UTF_8)));
          }
          reserve(dataset);
          bytes.requireRoom(caller.client());
        });
    return stored;
  }

  void attach(Caller caller, String key, Dataset dataset) {
    insert(caller, new Row(key, false, time.instant()), dataset, DatasetDescription.of(dataset));
  }

  /**
   * Reserves room; must be the last step, because the row lock blocks other transactions that do
   * the same.
   */
  void reserve(Dataset dataset) {
    long needed = valuesOf(dataset);
    int reserved =
        jdbc.sql(
                "update totals set amount = amount + ? where name = 'dataset_values' and amount <= ?")
            .params(needed, maxValues - needed)
            .update();
    requireRoom(reserved == 1, dataset);
  }

  private void requireRoom(boolean isThere, Dataset dataset) {
    if (!isThere) {
      throw InvalidSpec.meaningless(
          "",
          "has %d values, but of the %d that can be stored %d are taken; delete a dataset first",
          valuesOf(dataset),
          maxValues,
          stored());
    }
  }

  private long stored() {
    return jdbc.sql("select amount from totals where name = 'dataset_values'")
        .query(Long.class)
        .single();
  }

  private record Row(String id, boolean listed, Instant createdAt) {}

  private void insert(Caller caller, Row kept, Dataset dataset, DatasetDescription description) {
    String id = kept.id();
    jdbc.sql(
            "insert into datasets (id, client, owner, listed, created_at, value_count)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(id)
        .param(caller.client())
        .param(caller.owner())
        .param(kept.listed())
        .param(Sql.time(kept.createdAt()))
        .param(valuesOf(dataset))
        .update();
    weigh(id, numbers.put(id, dataset, description));
  }

  /** Adds to the stored size of a dataset, in bytes. */
  private void weigh(String id, long size) {
    jdbc.sql("update datasets set bytes = bytes + ? where id = ?").params(size, id).update();
  }

  Optional<StoredDataset> find(String id) {
    return rowsWhere("id = ?", Sql.text(id)).stream()
        .findFirst()
        .flatMap(row -> numbers.describe(id).map(found -> row.with(found.summary())));
  }

  Optional<String> reading(String id) {
    return isListed(id)
        ? Optional.ofNullable(payloads.get(id, READING)).map(bytes -> new String(bytes, UTF_8))
        : Optional.empty();
  }

  @Nullable String owner(String id) {
    return Sql.owner(jdbc, "datasets where listed and", id, () -> Refusal.missing("dataset", id));
  }

  Page<StoredDataset> page(@Nullable String owner, @Nullable String after, int limit) {
    List<Object> parameters = new ArrayList<>();
    String condition = "true";
    if (owner != null) {
      condition += " and owner = ?";
      parameters.add(owner);
    }
    if (after != null) {
      condition += " and id < ?";
      parameters.add(Sql.text(after));
    }
    parameters.add(limit + 1);
    List<StoredDataset> found =
        listed(condition + " order by id desc limit ?", parameters.toArray());
    return Page.of(found, limit);
  }

  private record Found(String id, Instant createdAt) {

    StoredDataset with(DatasetSummary summary) {
      return new StoredDataset(id, createdAt, summary);
    }
  }

  private List<Found> rowsWhere(String condition, Object... parameters) {
    return jdbc.sql("select id, created_at from datasets where listed and " + condition)
        .params(parameters)
        .query((row, number) -> new Found(row.getString("id"), Sql.time(row, "created_at")))
        .list();
  }

  /** Datasets with the descriptions for lists: the full ones of many datasets can be too large. */
  private List<StoredDataset> listed(String condition, Object... parameters) {
    List<Found> rows = rowsWhere(condition, parameters);
    Map<String, DatasetDescription> listings =
        numbers.listings(rows.stream().map(Found::id).toList());
    List<StoredDataset> found = new ArrayList<>();
    for (Found row : rows) {
      Optional<DatasetDescription> description =
          Optional.ofNullable(listings.get(row.id()))
              .or(() -> numbers.describe(row.id()).map(DatasetDescription::listed));
      // Without a description it was deleted a moment ago.
      description.ifPresent(present -> found.add(row.with(present.summary())));
    }
    return found;
  }

  Optional<Dataset> load(String id) {
    return isListed(id) ? loadAttached(id) : Optional.empty();
  }

  Optional<Dataset> loadAttached(String key) {
    return numbers
        .describe(key)
        .map(description -> recent.get(key, () -> numbers.read(key, description)));
  }

  /** The key has spaces, which no id has. */
  Dataset generated(Generator generator) {
    String key = "generator " + generator.description().name() + " " + generator.arguments();
    return recent.get(key, generator::generate);
  }

  /** The size of a dataset or attached dataset; empty if there is none. */
  Optional<DatasetSize> size(String key) {
    return numbers.describe(key).map(DatasetDescription::size);
  }

  Optional<DatasetRows> rows(String id, int offset, int limit) {
    return isListed(id)
        ? numbers.describe(id).map(description -> numbers.rows(id, description, offset, limit))
        : Optional.empty();
  }

  private boolean isListed(String id) {
    return jdbc.sql("select count(*) from datasets where id = ? and listed")
            .param(Sql.text(id))
            .query(Integer.class)
            .single()
        == 1;
  }

  Datasets.Deletion delete(String id) {
    try {
      return Boolean.TRUE.equals(transactions.execute(status -> remove(id, true)))
          ? Datasets.Deletion.DELETED
          : Datasets.Deletion.UNKNOWN;
    } catch (DataIntegrityViolationException needed) {
      return Datasets.Deletion.NEEDED;
    }
  }

  void detach(String key) {
    remove(key, false);
  }

  private boolean remove(String id, boolean listed) {
    Optional<Long> count =
        jdbc.sql("select value_count from datasets where id = ? and listed = ? for update")
            .params(Sql.text(id), listed)
            .query(Long.class)
            .optional();
    if (count.isEmpty()) {
      return false;
    }
    jdbc.sql("delete from datasets where id = ?").param(id).update();
    // A replica of an earlier release does not count datasets of jobs, so the total may be too low.
    jdbc.sql("update totals set amount = greatest(0, amount - ?) where name = 'dataset_values'")
        .param(count.get())
        .update();
    recent.remove(id);
    return true;
  }

  private static long valuesOf(Dataset dataset) {
    return dataset.inputs().values() + dataset.givenTargets().values();
  }
}
