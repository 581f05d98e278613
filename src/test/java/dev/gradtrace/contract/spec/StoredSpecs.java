package dev.gradtrace.contract.spec;

import dev.gradtrace.job.spec.JobSpecFormat;
import tools.jackson.databind.json.JsonMapper;

/** How specifications are stored, for tests of other rooms. */
public final class StoredSpecs {

  private StoredSpecs() {}

  public static JobSpecFormat json() {
    return new JobSpecJson(JsonMapper.builder().build());
  }
}
