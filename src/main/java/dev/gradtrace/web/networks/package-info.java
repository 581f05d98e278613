/** Networks, validated and imported: {@code /v1/networks}. */
@NullMarked
package dev.gradtrace.web.networks;

import org.jspecify.annotations.NullMarked;
