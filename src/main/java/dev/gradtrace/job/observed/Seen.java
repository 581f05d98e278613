package dev.gradtrace.job.observed;

/**
 * How far an observed run had come when somebody looked, and what its last point took.
 *
 * @param step of the last point; -1 before the first
 * @param event number of the last event of the run: whatever happens has another
 * @param number of points before the last; -1 before the first
 * @param bytes of the row of the last point
 * @param fileBytes of the file it came in; 0 for none
 * @param distributionBytes of what is kept of the distributions of the last point
 */
public record Seen(
    long step, long event, int number, long bytes, long fileBytes, long distributionBytes) {}
