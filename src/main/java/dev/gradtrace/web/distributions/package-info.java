/** Distributions that training jobs recorded: {@code …/distributions} of a training job. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "contract",
      "gradient :: distribution",
      "job",
      "job :: spec",
      "network",
      "plot",
      "trace",
      "training",
      "validation",
      "web.access",
      "web.budget",
      "web.jobs",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.distributions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
