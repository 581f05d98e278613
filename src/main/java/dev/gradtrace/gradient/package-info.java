/**
 * The computation of the gradient: forward pass, cost, back-propagation (BP1–BP4), its check by
 * finite differences, and the metrics of each layer.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"matrix", "network", "validation"})
package dev.gradtrace.gradient;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
