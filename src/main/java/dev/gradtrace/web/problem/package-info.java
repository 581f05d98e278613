/** Errors as {@code application/problem+json} (RFC 9457). */
@NullMarked
@ApplicationModule(allowedDependencies = {"validation", "web.access", "web.media"})
package dev.gradtrace.web.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
