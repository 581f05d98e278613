/**
 * Bearer tokens: from a file, or signed by an issuer (JWT). The only package that knows Spring
 * Security.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "web.access"})
package dev.gradtrace.web.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
