package dev.gradtrace.experiment;

import dev.gradtrace.storage.TestDatabase;

class H2ExperimentsTest extends JdbcExperimentsContract {

  private static final TestDatabase DATABASE = TestDatabase.inMemory();

  H2ExperimentsTest() {
    super(DATABASE);
  }
}
