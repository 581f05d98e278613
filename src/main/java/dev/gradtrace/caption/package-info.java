/** Names, notes and tags of runs and experiments, and searching by them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"storage", "validation"})
package dev.gradtrace.caption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
