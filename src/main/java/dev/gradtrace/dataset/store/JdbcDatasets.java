package dev.gradtrace.dataset.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.Samples;
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

  private static final String DESCRIPTION = "description";
  private static final String INPUTS = "inputs";

  /** Name of the payload with the description for lists; earlier releases did not write it. */
  private static final String LISTING = "listing";

  /** Name of the payload on how files were interpreted; only datasets from files have it. */
  private static final String READING = "reading";

  /** Name of the payload of targets, fixed by existing databases. */
  private static final String TARGETS = "answers";

  /** The cache of recent datasets may take one {@code SHARE_OF_RECENT}th of the heap. */
  private static final int SHARE_OF_RECENT = 8;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Payloads payloads;
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
    long size =
        payloads.put(id, DESCRIPTION, description.toBytes())
            + payloads.put(id, LISTING, description.listed().toBytes())
            + payloads.putRows(id, INPUTS, description.inputs().chunks(dataset.inputs()))
            + payloads.putRows(id, TARGETS, description.targets().chunks(dataset.givenTargets()));
    weigh(id, size);
  }

  /** Adds to the stored size of a dataset, in bytes. */
  private void weigh(String id, long size) {
    jdbc.sql("update datasets set bytes = bytes + ? where id = ?").params(size, id).update();
  }

  Optional<StoredDataset> find(String id) {
    return rowsWhere("id = ?", Sql.text(id)).stream()
        .findFirst()
        .flatMap(row -> describe(id).map(found -> row.with(found.summary())));
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
    Map<String, byte[]> listings = payloads.ofAll(rows.stream().map(Found::id).toList(), LISTING);
    List<StoredDataset> found = new ArrayList<>();
    for (Found row : rows) {
      byte[] listing = listings.get(row.id());
      Optional<DatasetDescription> description =
          listing == null
              ? describe(row.id()).map(DatasetDescription::listed)
              : Optional.of(DatasetDescription.ofBytes(listing));
      // Without a description it was deleted a moment ago.
      description.ifPresent(present -> found.add(row.with(present.summary())));
    }
    return found;
  }

  Optional<Dataset> load(String id) {
    return isListed(id) ? loadAttached(id) : Optional.empty();
  }

  Optional<Dataset> loadAttached(String key) {
    return describe(key).map(description -> recent.get(key, () -> read(key, description)));
  }

  /** The key has spaces, which no id has. */
  Dataset generated(Generator generator) {
    String key = "generator " + generator.description().name() + " " + generator.arguments();
    return recent.get(key, generator::generate);
  }

  /** The size of a dataset or attached dataset; empty if there is none. */
  Optional<DatasetSize> size(String key) {
    return describe(key).map(DatasetDescription::size);
  }

  private Dataset read(String id, DatasetDescription description) {
    int samples = description.summary().samples();
    return description.with(
        inputs(id, description, 0, samples), targets(id, description, 0, samples));
  }

  Optional<DatasetRows> rows(String id, int offset, int limit) {
    return isListed(id)
        ? describe(id).map(description -> rows(id, description, offset, limit))
        : Optional.empty();
  }

  private DatasetRows rows(String id, DatasetDescription description, int offset, int limit) {
    boolean labelled = description.targets() == SamplesForm.LABELS;
    int count = DatasetRows.count(description.summary().samples(), offset, limit);
    if (count == 0) {
      return DatasetRows.of(offset, new double[0][], new double[0][], labelled);
    }
    return DatasetRows.of(
        offset,
        DatasetRows.rows(inputs(id, description, offset, count), 0, count),
        DatasetRows.rows(targets(id, description, offset, count), 0, count),
        labelled);
  }

  private Samples inputs(String id, DatasetDescription description, int first, int count) {
    int length = description.summary().features();
    return description
        .inputs()
        .read(chunk -> chunk(id, INPUTS, chunk), first, count, length, description.scale());
  }

  private Samples targets(String id, DatasetDescription description, int first, int count) {
    int length = description.targetLength();
    return description.targets().read(chunk -> chunk(id, TARGETS, chunk), first, count, length, 1);
  }

  private byte[] chunk(String id, String name, int number) {
    byte[] chunk = payloads.row(id, name, number);
    if (chunk == null) {
      throw new IllegalStateException("dataset %s has no %s %s".formatted(id, name, number));
    }
    return chunk;
  }

  private Optional<DatasetDescription> describe(String id) {
    return Optional.ofNullable(payloads.get(id, DESCRIPTION)).map(DatasetDescription::ofBytes);
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
