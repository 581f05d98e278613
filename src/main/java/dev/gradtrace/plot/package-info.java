/**
 * Pictures: loss curves, gradient traces, comparisons and learning-rate tests as SVG. The only room
 * that knows the plot library.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "experiment",
      "gradient",
      "gradient :: distribution",
      "trace",
      "training",
      "training :: rate",
      "validation"
    })
package dev.gradtrace.plot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
