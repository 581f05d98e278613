/**
 * The threads that train: taking jobs up, running them, checkpoints, and the end of their
 * retention.
 */
@NullMarked
package dev.gradtrace.job.worker;

import org.jspecify.annotations.NullMarked;
