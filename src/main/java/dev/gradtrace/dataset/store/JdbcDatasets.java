package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.storage.Payloads;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.storage.TimeOrderedIds;
import dev.gradtrace.validation.InvalidSpec;
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

/** Datasets in the database, up to a number of values. */
@Component
final class JdbcDatasets implements DatasetStore {

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

  @Override
  public StoredDataset put(Dataset dataset) {
    Instant now = time.instant();
    DatasetDescription description = DatasetDescription.of(dataset);
    StoredDataset stored = new StoredDataset(ids.next(now), now, description.summary());
    requireRoom(stored() + valuesOf(dataset) <= maxValues, dataset);
    transactions.executeWithoutResult(
        status -> {
          insert(stored.id(), true, dataset, description);
          reserveRoom(dataset);
        });
    return stored;
  }

  @Override
  public void attach(String key, Dataset dataset) {
    insert(key, false, dataset, DatasetDescription.of(dataset));
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

  private void insert(String id, boolean listed, Dataset dataset, DatasetDescription description) {
    jdbc.sql("insert into datasets (id, listed, created_at, value_count) values (?, ?, ?, ?)")
        .params(id, listed, Sql.time(time.instant()), valuesOf(dataset))
        .update();
    payloads.put(id, DESCRIPTION, description.toBytes());
    payloads.putRows(id, INPUTS, description.inputs().chunks(dataset.inputs()));
    payloads.putRows(id, TARGETS, description.targets().chunks(dataset.givenTargets()));
  }

  @Override
  public Optional<StoredDataset> find(String id) {
    return listed("id = ?", Sql.text(id)).stream().findFirst();
  }

  @Override
  public DatasetPage page(@Nullable String after, int limit) {
    List<StoredDataset> found =
        after == null
            ? listed("true order by id desc limit ?", limit + 1)
            : listed("id < ? order by id desc limit ?", Sql.text(after), limit + 1);
    return DatasetPage.of(found, limit);
  }

  private List<StoredDataset> listed(String condition, Object... parameters) {
    record Row(String id, Instant createdAt) {}
    List<Row> rows =
        jdbc.sql("select id, created_at from datasets where listed and " + condition)
            .params(parameters)
            .query((row, number) -> new Row(row.getString("id"), Sql.time(row, "created_at")))
            .list();
    Map<String, byte[]> descriptions =
        payloads.ofAll(rows.stream().map(Row::id).toList(), DESCRIPTION);
    List<StoredDataset> found = new ArrayList<>();
    for (Row row : rows) {
      byte[] description = descriptions.get(row.id());
      // Without one it was deleted a moment ago.
      if (description != null) {
        DatasetSummary summary = DatasetDescription.ofBytes(description).summary();
        found.add(new StoredDataset(row.id(), row.createdAt(), summary));
      }
    }
    return found;
  }

  @Override
  public Optional<Dataset> load(String id) {
    return isListed(id) ? loadAttached(id) : Optional.empty();
  }

  @Override
  public Optional<Dataset> loadAttached(String key) {
    return describe(key).map(description -> recent.get(key, () -> read(key, description)));
  }

  @Override
  public Optional<DatasetSize> size(String key) {
    return describe(key).map(DatasetDescription::size);
  }

  private Dataset read(String id, DatasetDescription description) {
    int samples = description.summary().samples();
    return description.with(
        inputs(id, description, 0, samples), targets(id, description, 0, samples));
  }

  @Override
  public Optional<DatasetRows> rows(String id, int offset, int limit) {
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

  @Override
  public Datasets.Deletion delete(String id) {
    try {
      return Boolean.TRUE.equals(transactions.execute(status -> remove(id, true)))
          ? Datasets.Deletion.DELETED
          : Datasets.Deletion.UNKNOWN;
    } catch (DataIntegrityViolationException needed) {
      return Datasets.Deletion.NEEDED;
    }
  }

  @Override
  public void detach(String key) {
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
