/** Applies the {@code budget} to HTTP requests: their memory, turns and disk space. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "budget",
      "plot",
      "validation",
      "web.access",
      "web.media",
      "web.problem"
    })
package dev.gradtrace.web.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
