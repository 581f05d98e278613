/** Refusals as {@code application/problem+json} (RFC 9457). */
@NullMarked
package dev.gradtrace.web.problem;

import org.jspecify.annotations.NullMarked;
