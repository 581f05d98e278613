/**
 * Bearer tokens: from a file, or JWTs signed by an issuer. The only package that depends on Spring
 * Security.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "web.access"})
package dev.gradtrace.web.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
