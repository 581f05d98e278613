package dev.gradtrace.web.token;

import dev.gradtrace.access.Caller;
import java.time.Instant;

/**
 * The holder of a token.
 *
 * @param expires {@link Instant#MAX} if the token does not expire
 */
record TokenHolder(Caller caller, Instant expires) {}
