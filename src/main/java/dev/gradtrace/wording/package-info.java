/** How numbers stand in sentences for people: short, and never rounded to what they are not. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.wording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
