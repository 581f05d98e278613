package dev.gradtrace.contract.json;

import org.jspecify.annotations.Nullable;

/**
 * A member of a merge patch that was sent.
 *
 * @param value null to remove it
 */
public record Change<T>(@Nullable T value) {}
