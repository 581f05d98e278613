/** Grids of training jobs and their comparison: {@code /v1/experiments}. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "budget",
      "caption",
      "contract",
      "contract :: json",
      "experiment",
      "gradient",
      "job",
      "job :: spec",
      "notification",
      "plot",
      "training",
      "validation",
      "web.jobs",
      "web.access",
      "web.budget",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.experiments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
