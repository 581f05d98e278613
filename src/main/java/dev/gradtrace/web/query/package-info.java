/** Query parameters of the operations, and their checks. */
@NullMarked
@ApplicationModule(allowedDependencies = {"contract", "validation", "web.access"})
package dev.gradtrace.web.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
