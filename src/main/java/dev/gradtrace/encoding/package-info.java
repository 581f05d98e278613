/** Binary records: exact numbers, a version, and a checksum. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.encoding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
