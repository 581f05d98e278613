/**
 * Requests to servers that clients name. None reaches the service's own network unless that is
 * allowed.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"validation"})
package dev.gradtrace.outgoing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
