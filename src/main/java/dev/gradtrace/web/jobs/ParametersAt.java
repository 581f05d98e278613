package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Named;

/** When a run had the parameters that are asked for. */
enum ParametersAt {
  /** Before its first step, as they were given. */
  START,
  /** After its last step so far. */
  LAST;

  static final Named<ParametersAt> ALL = Named.of("moment", ParametersAt.class);
}
