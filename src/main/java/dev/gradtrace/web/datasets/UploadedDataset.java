package dev.gradtrace.web.datasets;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.file.IdxDataset;
import dev.gradtrace.dataset.file.csv.CsvDataset;

/** A dataset from files, and how these were interpreted. */
record UploadedDataset(Dataset dataset, ReadingView reading) {

  static UploadedDataset of(CsvDataset read) {
    return new UploadedDataset(read.dataset(), ReadingView.of(read.reading()));
  }

  static UploadedDataset of(IdxDataset read) {
    return new UploadedDataset(read.dataset(), ReadingView.ofNotes(read.notes()));
  }
}
