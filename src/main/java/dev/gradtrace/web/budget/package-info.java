/** What requests may hold and compute at the same time, as the {@code budget} allows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"budget", "validation"})
package dev.gradtrace.web.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
