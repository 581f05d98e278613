/** Observed runs, which are trained elsewhere: {@code /v1/observed-runs}. */
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
      "dataset",
      "gradient",
      "gradient :: curvature",
      "interchange :: safetensors",
      "job",
      "job :: observed",
      "job :: spec",
      "matrix",
      "network",
      "notification",
      "trace",
      "training",
      "validation",
      "web.access",
      "web.budget",
      "web.gradients",
      "web.jobs",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.observed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
