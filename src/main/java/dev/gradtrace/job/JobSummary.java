package dev.gradtrace.job;

import dev.gradtrace.job.spec.SpecSummary;
import org.jspecify.annotations.Nullable;

/**
 * A job as lists show it.
 *
 * @param spec summary of the specification
 * @param result how the run ended; null before that, or without a run
 * @param error why it failed; null unless it did
 */
public record JobSummary(
    String id,
    SpecSummary spec,
    History history,
    Progress progress,
    @Nullable JobResult result,
    @Nullable JobError error) {}
