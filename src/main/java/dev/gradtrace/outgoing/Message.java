package dev.gradtrace.outgoing;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to be sent.
 *
 * @param body null for none
 * @param longest until the answer is there, from the look for the address on
 * @param mostRead bytes of the answer that are read; what is longer is cut
 */
public record Message(
    String method,
    Destination to,
    Map<String, String> headers,
    byte @Nullable [] body,
    Duration longest,
    int mostRead) {}
