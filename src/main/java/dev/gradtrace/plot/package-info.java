/**
 * Pictures: loss curves, gradient traces and comparisons as SVG. The only room that knows the plot
 * library.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "experiment",
      "gradient",
      "gradient :: distribution",
      "trace",
      "training",
      "validation"
    })
package dev.gradtrace.plot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
