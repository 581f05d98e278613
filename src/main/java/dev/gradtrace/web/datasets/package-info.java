/** Datasets: {@code /v1/datasets}, inline, generated or uploaded. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "contract",
      "contract :: json",
      "dataset",
      "dataset :: csv",
      "dataset :: csv-text",
      "dataset :: file",
      "dataset :: store",
      "validation",
      "web.access",
      "web.budget",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.datasets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
