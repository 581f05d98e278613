/**
 * The database: how long numeric payloads lie in it, how the service comes to it, and what to do
 * when it cannot be used. What is stored is known to the stores of the other rooms.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "validation")
package dev.gradtrace.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
