/** Request quotas of callers: per minute, and at the same time. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "web.access"})
package dev.gradtrace.web.rate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
