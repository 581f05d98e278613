/**
 * The threads that train: they take jobs, run them and store checkpoints; and the deletion of
 * expired jobs.
 */
@NullMarked
package dev.gradtrace.job.worker;

import org.jspecify.annotations.NullMarked;
