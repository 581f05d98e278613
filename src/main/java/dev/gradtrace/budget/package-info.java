/**
 * What everything that runs in one process shares: memory in bytes, and the processors. What could
 * never fit is refused; what does not fit now waits.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"validation"})
package dev.gradtrace.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
