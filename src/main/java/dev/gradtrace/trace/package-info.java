/**
 * What is kept of a run for the user: the gradient trace and the loss curve, thinned to a bound.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "encoding",
      "gradient",
      "gradient :: distribution",
      "network",
      "training",
      "validation"
    })
package dev.gradtrace.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
