package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * The state of a job without its specification.
 *
 * @param result how the run ended; null before that, or without a run
 * @param error why it failed; null unless it did
 * @param revision how often its caption was changed
 */
public record JobOutcome(
    JobStatus status, @Nullable JobResult result, @Nullable JobError error, int revision) {}
