/**
 * What people call the runs and experiments they made, note on them and mark them with, and how
 * they find them again.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"storage", "validation"})
package dev.gradtrace.caption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
