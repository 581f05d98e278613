/**
 * Grids of training jobs that ask one question, and the comparison of their cells. What stands in a
 * cell is known here as the text of a factor's value; what it means, to whoever made the jobs of
 * it.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "gradient",
      "job",
      "network",
      "storage",
      "trace",
      "training",
      "validation"
    })
package dev.gradtrace.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
