/**
 * Memory in bytes and processor places that everything in one process shares. What could never fit
 * is refused; what does not fit now waits.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"validation"})
package dev.gradtrace.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
