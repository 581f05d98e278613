/** Grids of training jobs and their comparison: {@code /v1/experiments}. */
@NullMarked
package dev.gradtrace.web.experiments;

import org.jspecify.annotations.NullMarked;
