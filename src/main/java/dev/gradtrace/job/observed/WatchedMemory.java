package dev.gradtrace.job.observed;

/**
 * The memory for cached observed runs.
 *
 * @param bytes upper bound
 */
public record WatchedMemory(long bytes) {}
