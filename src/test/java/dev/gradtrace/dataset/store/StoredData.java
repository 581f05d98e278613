package dev.gradtrace.dataset.store;

import dev.gradtrace.storage.TestDatabase;
import java.time.InstantSource;

/** Databases of datasets for other tests. */
public final class StoredData {

  private StoredData() {}

  /** The built-in datasets, and room for a million values. */
  public static Datasets in(TestDatabase database, InstantSource time) {
    return in(database, time, 1_000_000);
  }

  static Datasets in(TestDatabase database, InstantSource time, long maxValues) {
    return new Datasets(
        new JdbcDatasets(
            database.jdbc(),
            database.transactions(),
            time,
            new DatasetSettings(maxValues),
            database.storedBytes()));
  }
}
