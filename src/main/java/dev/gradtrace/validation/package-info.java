/** The one way a value is refused: every fault named by its JSON Pointer, all of them at once. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.validation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
