/** Training: its specification, the training loop, update rules, and reasons why a run ends. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "dataset",
      "encoding",
      "gradient",
      "gradient :: curvature",
      "gradient :: distribution",
      "matrix",
      "network",
      "parallel",
      "validation"
    })
package dev.gradtrace.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
