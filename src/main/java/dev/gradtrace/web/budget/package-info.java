/** What requests may hold and compute at the same time, as the {@code budget} allows. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "budget", "validation", "web.access", "web.problem"})
package dev.gradtrace.web.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
