package dev.gradtrace.experiment;

import dev.gradtrace.storage.Postgres;
import dev.gradtrace.storage.TestDatabase;
import org.junit.jupiter.api.BeforeAll;

class PostgresExperimentsTest extends JdbcExperimentsContract {

  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = Postgres.migrated();
  }

  PostgresExperimentsTest() {
    super(database);
  }
}
