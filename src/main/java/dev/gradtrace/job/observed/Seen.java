package dev.gradtrace.job.observed;

/**
 * The state of an observed run at one moment, and the sizes of its last point.
 *
 * @param client whom its bytes count for
 * @param step of the last point; -1 before the first
 * @param event number of the run's last event; every change adds an event
 * @param number index of the last point, from 0; -1 before the first
 * @param bytes of the row of the last point
 * @param fileBytes of the file it was sent in; 0 for none
 * @param distributionBytes of the stored distributions of the last point
 */
public record Seen(
    String client,
    long step,
    long event,
    int number,
    long bytes,
    long fileBytes,
    long distributionBytes) {}
