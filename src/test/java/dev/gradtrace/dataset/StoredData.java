package dev.gradtrace.dataset;

import java.time.InstantSource;

/** Places to keep datasets, for tests of other rooms. */
public final class StoredData {

  private StoredData() {}

  /** The built-in datasets, and room for a million values. */
  public static Datasets inMemory(InstantSource time) {
    return new Datasets(new InMemoryDatasets(time, 1_000_000));
  }
}
