package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.Dataset;
import java.util.List;

/**
 * A dataset that was read from IDX files.
 *
 * @param notes on what a person should know of how they were understood
 */
public record IdxDataset(Dataset dataset, List<String> notes) {}
