package dev.gradtrace.job.observed;

/**
 * Memory that observed runs are kept in while their points come.
 *
 * @param bytes so many at most
 */
public record WatchedMemory(long bytes) {}
