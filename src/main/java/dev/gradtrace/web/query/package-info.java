/** The query parameters of the operations, as their handlers declare them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"contract", "validation", "web.access"})
package dev.gradtrace.web.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
