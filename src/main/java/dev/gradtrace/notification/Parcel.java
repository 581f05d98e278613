package dev.gradtrace.notification;

import org.jspecify.annotations.Nullable;

/**
 * A message being sent.
 *
 * @param attempt number of this attempt, from 1
 * @param secret null for the service's own
 */
record Parcel(
    String id,
    String subscription,
    String body,
    int attempt,
    String url,
    String server,
    String client,
    @Nullable Secret secret) {}
