package dev.gradtrace.storage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of the first release, migrated to the present schema. */
public final class FirstRelease {

  public static final String DATASET = "01M854Y5NVDTH5ZFDTN1RNG544";
  public static final String FINISHED = "01M854Y6QXS0ST1A09ZA3AM2XH";
  public static final String HANDED_BACK = "01M854Y97N00K2V3M0104C325C";
  public static final String WAITING = "01M854Y9KPTQDZR43JY7C5X1MN";

  /** Its tables, referenced ones first. */
  private static final List<String> TABLES =
      List.of(
          "totals",
          "datasets",
          "dataset_payloads",
          "jobs",
          "job_specs",
          "dataset_uses",
          "job_transitions",
          "job_events",
          "job_payloads",
          "idempotency_keys",
          "scheduled_tasks");

  private FirstRelease() {}

  /** As H2 wrote it. */
  public static TestDatabase onH2() {
    return TestDatabase.of(script(), "h2");
  }

  /** The same rows in PostgreSQL, with the schema of that release. */
  public static TestDatabase onPostgres() {
    DataSource there = Postgres.pool();
    Flyway.configure()
        .dataSource(there)
        .locations("classpath:db/migration/common", "classpath:db/migration/postgresql")
        .target("1.1")
        .load()
        .migrate();
    JdbcTemplate from = new JdbcTemplate(script());
    JdbcTemplate to = new JdbcTemplate(there);
    to.update("delete from totals");
    TABLES.forEach(table -> copy(table, from, to));
    return TestDatabase.of(there, "postgresql");
  }

  private static DataSource script() {
    DataSource memory =
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new JdbcTemplate(memory)
        .execute("runscript from 'classpath:/first-release/h2.sql.gz' compression gzip");
    return memory;
  }

  private static void copy(String table, JdbcTemplate from, JdbcTemplate to) {
    for (Map<String, Object> row : from.queryForList("select * from " + table)) {
      to.update(
          "insert into %s (%s) values (%s)"
              .formatted(
                  table,
                  String.join(", ", row.keySet()),
                  String.join(", ", Collections.nCopies(row.size(), "?"))),
          row.values().toArray());
    }
  }
}
