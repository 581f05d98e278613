/**
 * Threads that compute a part of what another thread has to compute, as long as fewer threads
 * compute than may, and as long as they save it more than they cost. Knows nothing of what is
 * computed. ADR 0011.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.parallel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
