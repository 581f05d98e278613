package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.Dataset;

/** A dataset that was read from a CSV file, and how. */
public record CsvDataset(Dataset dataset, Reading reading) {}
