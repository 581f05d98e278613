/**
 * Gradtrace trains feed-forward networks over HTTP and shows what the gradient does in every layer.
 *
 * <p>One package below this one per idea; this one only starts the service.
 */
@NullMarked
package dev.gradtrace;

import org.jspecify.annotations.NullMarked;
