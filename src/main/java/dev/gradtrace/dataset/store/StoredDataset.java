package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.DatasetSummary;
import java.time.Instant;

/**
 * The id and summary of a stored dataset.
 *
 * @param id opaque, URL-safe; later datasets have larger ones
 */
public record StoredDataset(String id, Instant createdAt, DatasetSummary summary) {}
