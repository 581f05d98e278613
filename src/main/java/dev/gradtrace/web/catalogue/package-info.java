/**
 * What there is to choose from, and experiments to begin with: {@code /v1/catalogue}, {@code
 * /v1/presets}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"storage", "validation", "web.operation"})
package dev.gradtrace.web.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
