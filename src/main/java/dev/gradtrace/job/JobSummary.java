package dev.gradtrace.job;

import dev.gradtrace.job.spec.SpecSummary;
import org.jspecify.annotations.Nullable;

/**
 * What lists tell of a job as it is at one moment.
 *
 * @param spec what was asked for, in short
 * @param result how the run ended; null before that, and if none ended
 * @param error why it failed; null unless it did
 */
public record JobSummary(
    String id,
    SpecSummary spec,
    History history,
    Progress progress,
    @Nullable JobResult result,
    @Nullable JobError error) {}
