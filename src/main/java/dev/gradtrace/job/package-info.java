/**
 * Training in the background: jobs, their queue, the workers, recordings and events. No other
 * package schedules training.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "budget",
      "caption",
      "dataset",
      "dataset :: generator",
      "dataset :: store",
      "encoding",
      "gradient",
      "gradient :: curvature",
      "gradient :: distribution",
      "matrix",
      "network",
      "parallel",
      "storage",
      "trace",
      "tracing",
      "training",
      "validation"
    })
package dev.gradtrace.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
