package dev.gradtrace.job.store;

import dev.gradtrace.storage.TestDatabase;

class H2JobsTest extends JobStoreContract {

  private static final TestDatabase DATABASE = TestDatabase.inMemory();

  H2JobsTest() {
    super(DATABASE);
  }
}
