/**
 * The names that requests can use, and ready-made experiments: {@code /v1/catalogue}, {@code
 * /v1/presets}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"storage", "validation", "web.operation"})
package dev.gradtrace.web.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
