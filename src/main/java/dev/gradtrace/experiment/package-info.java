/**
 * Experiments: grids of training jobs, and the comparison of their cells. Settings of cells are
 * JSON text that is not interpreted here.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "caption",
      "dataset",
      "gradient",
      "gradient :: curvature",
      "job",
      "job :: spec",
      "network",
      "storage",
      "theory",
      "trace",
      "training",
      "training :: score",
      "validation"
    })
package dev.gradtrace.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
