package dev.gradtrace.web.token;

import dev.gradtrace.access.Caller;
import java.time.Instant;

/**
 * Whose token it is, and until when.
 *
 * @param expires {@link Instant#MAX} if it does not grow old
 */
record TokenHolder(Caller caller, Instant expires) {}
