/** Metrics of jobs and the queue. */
@NullMarked
package dev.gradtrace.job.metrics;

import org.jspecify.annotations.NullMarked;
