package dev.gradtrace.job.store;

import dev.gradtrace.storage.Postgres;
import dev.gradtrace.storage.TestDatabase;
import org.junit.jupiter.api.BeforeAll;

class PostgresObservedRunsTest extends ObservedRunsContract {

  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = Postgres.migrated();
  }

  PostgresObservedRunsTest() {
    super(database);
  }
}
