package dev.gradtrace.outgoing;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to send.
 *
 * @param body null for none
 * @param longest most time from the DNS lookup to the end of the answer
 * @param mostRead most bytes of the answer that are read; the rest is dropped
 */
public record Message(
    String method,
    Destination to,
    Map<String, String> headers,
    byte @Nullable [] body,
    Duration longest,
    int mostRead) {}
