/** Training jobs and what they recorded: {@code /v1/training-jobs}. */
@NullMarked
package dev.gradtrace.web.jobs;

import org.jspecify.annotations.NullMarked;
