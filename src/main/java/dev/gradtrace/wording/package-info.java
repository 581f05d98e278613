/** Formats numbers in sentences for people: short, and never rounded to another meaning. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.wording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
