/**
 * The database: migration, connections, unusable databases, large payloads, and what is stored per
 * client. The SQL of each kind of thing is in the store of its own package.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "validation")
package dev.gradtrace.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
