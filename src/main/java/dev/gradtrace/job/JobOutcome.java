package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job stands, without what was asked of it.
 *
 * @param result how the run ended; null before that, and if none ended
 * @param error why it failed; null unless it did
 * @param revision how often what is said of it was changed
 */
public record JobOutcome(
    JobStatus status, @Nullable JobResult result, @Nullable JobError error, int revision) {}
