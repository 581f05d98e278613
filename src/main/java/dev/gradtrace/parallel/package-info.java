/**
 * Spare threads that take over parts of another thread's computation while fewer threads compute
 * than may, and as long as that saves more time than it costs. Knows nothing of what is computed.
 * See ADR 0011.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.parallel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
