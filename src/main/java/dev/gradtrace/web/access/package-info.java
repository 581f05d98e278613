/** The caller of a request, and whether they may make it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access"})
package dev.gradtrace.web.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
