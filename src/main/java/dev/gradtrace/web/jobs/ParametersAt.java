package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Named;

/** The moments of a run whose parameters can be requested. */
enum ParametersAt {
  /** The initial parameters. */
  START,
  /** The parameters after the last step so far. */
  LAST;

  static final Named<ParametersAt> ALL = Named.of("moment", ParametersAt.class);
}
