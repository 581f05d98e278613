package dev.gradtrace.contract.spec;

import dev.gradtrace.job.spec.JobSpecFormat;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of specifications, for tests of other packages. */
public final class StoredSpecs {

  private StoredSpecs() {}

  public static JobSpecFormat json() {
    return new JobSpecJson(JsonMapper.builder().build());
  }
}
