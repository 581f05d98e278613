/** Traces for OpenTelemetry: what turns them on, and the spans of training. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.gradtrace.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
