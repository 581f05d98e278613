/**
 * Grids of training jobs that ask one question, and the comparison of their cells. A cell's setting
 * is the JSON text of a factor's value, not interpreted here.
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
