package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.DatasetSummary;
import java.time.Instant;

/**
 * What there is to know about a dataset that is kept.
 *
 * @param id opaque, URL-safe; later datasets have larger ones
 */
public record StoredDataset(String id, Instant createdAt, DatasetSummary summary) {}
