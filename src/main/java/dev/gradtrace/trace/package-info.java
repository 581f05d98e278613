/**
 * What is kept of a run for the user: the gradient trace, the loss curve and the curvature, thinned
 * to a bound.
 */
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
