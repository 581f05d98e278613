package dev.gradtrace.job.store;

import dev.gradtrace.storage.TestDatabase;

class H2ObservedRunsTest extends ObservedRunsContract {

  private static final TestDatabase DATABASE = TestDatabase.inMemory();

  H2ObservedRunsTest() {
    super(DATABASE);
  }
}
