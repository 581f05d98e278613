package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.Dataset;
import java.util.List;

/**
 * A dataset from IDX files.
 *
 * @param notes sentences on how the files were interpreted
 */
public record IdxDataset(Dataset dataset, List<String> notes) {}
