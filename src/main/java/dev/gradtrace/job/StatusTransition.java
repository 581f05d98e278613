package dev.gradtrace.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job came to a new status.
 *
 * @param message why, as a sentence for the user; null where the status says it all
 */
public record StatusTransition(JobStatus status, Instant at, @Nullable String message) {}
