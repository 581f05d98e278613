/**
 * Pictures: loss curves, gradient traces, curvature, comparisons and learning-rate tests as SVG.
 * The only package that uses the plot library.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "experiment",
      "gradient",
      "gradient :: curvature",
      "gradient :: distribution",
      "trace",
      "training",
      "training :: rate",
      "validation",
      "wording"
    })
package dev.gradtrace.plot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
