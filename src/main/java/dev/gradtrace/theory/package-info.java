/**
 * What can be said of gradients without training: how different costs move the same weights, and
 * what mean-field theory forecasts of a network before any number is drawn.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"gradient", "matrix", "network", "validation", "wording"})
package dev.gradtrace.theory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
