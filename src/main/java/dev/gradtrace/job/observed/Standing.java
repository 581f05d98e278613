package dev.gradtrace.job.observed;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.JobStatus;

/**
 * The state of an observed run.
 *
 * @param client whom its bytes count for
 * @param mode in which the network is evaluated
 * @param step of the last point; -1 before the first
 * @param event number of its last event
 */
public record Standing(String client, JobStatus status, Mode mode, long step, long event) {}
