package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.Dataset;

/** A dataset from a CSV file, and how the file was interpreted. */
public record CsvDataset(Dataset dataset, Reading reading) {}
