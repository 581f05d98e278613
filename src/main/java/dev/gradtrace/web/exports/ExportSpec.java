package dev.gradtrace.web.exports;

import org.jspecify.annotations.Nullable;

/**
 * As what a run is exported.
 *
 * @param after of an event file, only what belongs to later steps; null for all of it
 */
record ExportSpec(Format format, @Nullable Long after) {}
