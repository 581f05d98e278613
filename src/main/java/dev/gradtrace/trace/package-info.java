/** The records of a run: gradient trace, loss curve and curvature, thinned to a limit. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "encoding",
      "gradient",
      "gradient :: curvature",
      "gradient :: distribution",
      "network",
      "training",
      "validation"
    })
package dev.gradtrace.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
