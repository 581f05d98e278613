package dev.gradtrace.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a job's status.
 *
 * @param message the reason, as a sentence for the client; null where the status says enough
 */
public record StatusTransition(JobStatus status, Instant at, @Nullable String message) {}
