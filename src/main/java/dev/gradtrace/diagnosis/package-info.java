/**
 * The diagnosis of runs: faults with their evidence, causes and remedies. This package has the
 * rules in causal order and the verdict; each rule is in the package of its family. Rules are pure
 * functions of specification, data and recording; nothing here knows jobs, HTTP, threads or the
 * clock.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "dataset",
      "gradient",
      "gradient :: curvature",
      "matrix",
      "network",
      "theory",
      "trace",
      "training",
      "training :: rate",
      "training :: score",
      "validation",
      "wording"
    })
package dev.gradtrace.diagnosis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
