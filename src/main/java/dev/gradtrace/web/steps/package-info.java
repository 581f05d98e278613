/** Stepwise training: {@code /v1/training-steps}. Nothing is stored. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
      "contract :: json",
      "contract :: parameters",
      "encoding",
      "job :: spec",
      "network",
      "training",
      "treatment",
      "validation",
      "web.operation"
    })
package dev.gradtrace.web.steps;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
