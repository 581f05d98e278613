package dev.gradtrace.job.observed;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.JobStatus;

/**
 * How an observed run stands.
 *
 * @param mode how its batch is looked at
 * @param step of the last point; -1 before the first
 * @param event number of its last event
 */
public record Standing(JobStatus status, Mode mode, long step, long event) {}
