package dev.gradtrace.storage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** A migrated database for tests of stores. */
public record TestDatabase(
    DataSource dataSource, JdbcTemplate jdbc, TransactionOperations transactions) {

  /** A new database in memory. */
  public static TestDatabase inMemory() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
    return of(new DriverManagerDataSource(url), "h2");
  }

  /** A given database, migrated. */
  public static TestDatabase of(DataSource dataSource, String vendor) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
        .load()
        .migrate();
    return new TestDatabase(
        dataSource,
        new JdbcTemplate(dataSource),
        new TransactionTemplate(new JdbcTransactionManager(dataSource)));
  }

  /** A quota of 100 MB, all of which one client may use. */
  public StoredBytes storedBytes() {
    return new StoredBytes(jdbc, new StorageSettings(DataSize.ofMegabytes(100), 1));
  }

  /** Empties every table. */
  public void clear() {
    for (String table :
        List.of(
            "idempotency_keys", "experiments", "jobs", "datasets", "scheduled_tasks", "turns")) {
      jdbc.update("delete from " + table);
    }
    jdbc.update("update totals set amount = 0");
  }

  /** The number of rows of each table that tests may fill. */
  public Map<String, Integer> rows() {
    Map<String, Integer> rows = new TreeMap<>();
    List<String> tables =
        List.of(
            "datasets",
            "dataset_payloads",
            "dataset_uses",
            "jobs",
            "job_specs",
            "job_transitions",
            "job_events",
            "job_payloads");
    for (String table : tables) {
      int count = jdbc.queryForObject("select count(*) from " + table, Integer.class);
      if (count > 0) {
        rows.put(table, count);
      }
    }
    return rows;
  }
}
