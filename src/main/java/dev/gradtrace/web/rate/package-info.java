/** How often, and how much at once, each caller is answered. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "web.access"})
package dev.gradtrace.web.rate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
