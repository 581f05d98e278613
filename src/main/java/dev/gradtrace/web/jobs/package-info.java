/** Training jobs and what they recorded: {@code /v1/training-jobs}. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "budget",
      "caption",
      "contract",
      "contract :: json",
      "contract :: parameters",
      "contract :: spec",
      "gradient",
      "gradient :: curvature",
      "gradient :: distribution",
      "job",
      "job :: spec",
      "network",
      "notification",
      "plot",
      "trace",
      "training",
      "validation",
      "web.access",
      "web.budget",
      "web.gradients",
      "web.media",
      "web.operation",
      "web.query"
    })
package dev.gradtrace.web.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
