package dev.gradtrace.dataset.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.Payloads;
import dev.gradtrace.storage.Sql;
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

/** {@link Datasets} in the database, up to a number of values. */
@Component
final class JdbcDatasets {

  private static final String DESCRIPTION = "description";
  private static final String INPUTS = "inputs";

  /** The name under which databases hold targets. */
  private static final String TARGETS = "answers";

  /** Recently used datasets may take one part in so many of the heap. */
  private static final int SHARE_OF_RECENT = 8;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Payloads payloads;
  private final InstantSource time;
  private final long maxValues;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());
  private final RecentDatasets recent =
      new RecentDatasets(Runtime.getRuntime().maxMemory() / SHARE_OF_RECENT / Double.BYTES);

  JdbcDatasets(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      InstantSource time,
      DatasetSettings settings) {
    this.jdbc = JdbcClient.create(jdbc);
    this.transactions = transactions;
    this.payloads = new Payloads(jdbc, "dataset_payloads");
    this.time = time;
    this.maxValues = settings.maxStoredValues();
  }

  StoredDataset put(Caller caller, Dataset dataset) {
    Instant now = time.instant();
    DatasetDescription description = DatasetDescription.of(dataset);
    StoredDataset stored = new StoredDataset(ids.next(now), now, description.summary());
    requireRoom(stored() + valuesOf(dataset) <= maxValues, dataset);
    transactions.executeWithoutResult(
        status -> {
          insert(caller, new Row(stored.id(), true), dataset, description);
          reserveRoom(dataset);
        });
    return stored;
  }

  void attach(Caller caller, String key, Dataset dataset) {
    insert(caller, new Row(key, false), dataset, DatasetDescription.of(dataset));
  }

  /** Last of all, because it keeps others from doing the same. */
  private void reserveRoom(Dataset dataset) {
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

  private record Row(String id, boolean listed) {}

  private void insert(Caller caller, Row kept, Dataset dataset, DatasetDescription description) {
    String id = kept.id();
    jdbc.sql(
            "insert into datasets (id, client, owner, listed, created_at, value_count)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(id)
        .param(caller.client())
        .param(caller.owner())
        .param(kept.listed())
        .param(Sql.time(time.instant()))
        .param(valuesOf(dataset))
        .update();
    payloads.put(id, DESCRIPTION, description.toBytes());
    payloads.putRows(id, INPUTS, description.inputs().chunks(dataset.inputs()));
    payloads.putRows(id, TARGETS, description.targets().chunks(dataset.givenTargets()));
  }

  Optional<StoredDataset> find(String id) {
    return listed("id = ?", Sql.text(id)).stream().findFirst();
  }

  @Nullable String owner(String id) {
    // An optional of null would be empty.
    return jdbc.sql("select owner from datasets where id = ? and listed")
        .param(Sql.text(id))
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .orElseThrow(() -> Refusal.missing("dataset", id))
        .orElse(null);
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

  private List<StoredDataset> listed(String condition, Object... parameters) {
    record Found(String id, Instant createdAt) {}
    List<Found> rows =
        jdbc.sql("select id, created_at from datasets where listed and " + condition)
            .params(parameters)
            .query((row, number) -> new Found(row.getString("id"), Sql.time(row, "created_at")))
            .list();
    Map<String, byte[]> descriptions =
        payloads.ofAll(rows.stream().map(Found::id).toList(), DESCRIPTION);
    List<StoredDataset> found = new ArrayList<>();
    for (Found row : rows) {
      byte[] description = descriptions.get(row.id());
      // Without one it was deleted a moment ago.
      if (description != null) {
        DatasetSummary summary = DatasetDescription.ofBytes(description).summary();
        found.add(new StoredDataset(row.id(), row.createdAt(), summary));
      }
    }
    return found;
  }

  Optional<Dataset> load(String id) {
    return isListed(id) ? loadAttached(id) : Optional.empty();
  }

  Optional<Dataset> loadAttached(String key) {
    return describe(key).map(description -> recent.get(key, () -> read(key, description)));
  }

  /** How large a dataset is, also one that belongs to something else. */
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
    if (listed) {
      jdbc.sql("update totals set amount = amount - ? where name = 'dataset_values'")
          .param(count.get())
          .update();
    }
    recent.remove(id);
    return true;
  }

  private static long valuesOf(Dataset dataset) {
    return dataset.inputs().values() + dataset.givenTargets().values();
  }
}
