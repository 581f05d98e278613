/**
 * Training in the background: what was asked for, the queue, the threads that work it off, what
 * they recorded, and the events they tell. No other package schedules training.
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
