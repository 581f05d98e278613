/** Training: what it is told, its one loop, the update rules, and why it ends. */
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
