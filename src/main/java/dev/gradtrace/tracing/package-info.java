/** OpenTelemetry traces: what turns them on, and the spans of training jobs. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
