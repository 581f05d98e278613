/**
 * The gradient of one batch, its comparison under several costs, and its forecast: {@code
 * /v1/gradients}, {@code /v1/forecast}. Nothing is trained.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "budget",
      "contract",
      "contract :: json",
      "contract :: parameters",
      "dataset",
      "gradient",
      "gradient :: check",
      "gradient :: curvature",
      "gradient :: distribution",
      "matrix",
      "network",
      "theory",
      "validation",
      "web.budget",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.gradients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
