/** The callers of the service and what they may do. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
