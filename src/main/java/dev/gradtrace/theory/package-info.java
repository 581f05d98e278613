/**
 * Statements about gradients without training: the comparison of costs on the same weights, and the
 * mean-field forecast of a network before weights are drawn.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"gradient", "matrix", "network", "validation", "wording"})
package dev.gradtrace.theory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
