package dev.gradtrace.contract.json;

import org.jspecify.annotations.Nullable;

/**
 * A member of a merge patch that is there.
 *
 * @param value null for one that is to be removed
 */
public record Change<T>(@Nullable T value) {}
