package dev.gradtrace.web.datasets;

import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Tabular;
import java.io.IOException;
import java.util.List;

/**
 * Samples of a dataset as a table that can be uploaded again: column names, then samples with their
 * class names; read in blocks.
 *
 * @param count most samples
 */
record DatasetTable(Datasets datasets, StoredDataset stored, int offset, long count)
    implements Tabular {

  /** Values per block, if a sample has no more. */
  private static final int TOGETHER = 100_000;

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    for (DatasetSummary.Column column : stored.summary().columns()) {
      table.cell(column.name());
    }
    table.endRow();
    int together = Math.max(1, TOGETHER / stored.summary().columns().size());
    long end = Math.min(stored.summary().samples(), offset + count);
    for (long next = offset; next < end; next += together) {
      DatasetRows rows =
          datasets
              .rows(stored.id(), (int) next, (int) Math.min(together, end - next))
              .orElseThrow(() -> Refusal.missing("dataset", stored.id()));
      write(rows, table);
    }
  }

  private void write(DatasetRows rows, CsvWriter table) throws IOException {
    List<String> classNames = stored.summary().classNames();
    for (int j = 0; j < rows.count(); j++) {
      for (double value : rows.inputs()[j]) {
        table.cell(value);
      }
      if (rows.labels() != null) {
        table.cell(classNames.get(rows.labels()[j]));
      } else if (rows.targets() != null) {
        for (double value : rows.targets()[j]) {
          table.cell(value);
        }
      }
      table.endRow();
    }
  }
}
