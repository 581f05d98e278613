package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.validation.InvalidSpec;

/** Collects the rows of a CSV file. */
final class CsvTable {

  private final CsvHeader header;
  private final long maxValues;
  private final int[] inputColumns;
  private final double[] input;
  private final DenseSamples.Builder inputs;
  private final TargetCollector collector;
  private final CsvRow row;

  public CsvTable(CsvHeader header, CsvTargets targets, long maxValues) {
    this.header = header;
    this.maxValues = maxValues;
    this.inputColumns = header.inputColumns();
    this.input = new double[inputColumns.length];
    this.inputs = new DenseSamples.Builder(input.length);
    this.collector = TargetCollector.of(targets, header.targetColumns());
    this.row = new CsvRow(header.names());
  }

  /** Appends a row, or notes its faults. */
  void add(CsvCells cells) {
    row.set(cells);
    if (row.isAsWideAs(header.width())) {
      for (int i = 0; i < input.length; i++) {
        input[i] = row.number(inputColumns[i]);
      }
      inputs.add(input);
      collector.add(row);
      InvalidSpec.unless(
          (long) inputs.size() * header.width() <= maxValues,
          "file",
          "holds more than the %d values allowed",
          maxValues);
    }
  }

  /** Whether as many faults were found as are reported. */
  boolean hasTooManyFaults() {
    return row.hasTooManyFaults();
  }

  /**
   * What was collected.
   *
   * @throws InvalidSpec with every fault noted
   */
  Dataset build(String name) {
    if (row.isFaultless()) {
      InvalidSpec.unless(inputs.size() >= 1, "file", "holds no rows of data");
      Targets targets = collector.build(row);
      if (row.isFaultless()) {
        return Dataset.of(name, "CSV file", header.columns(targets), inputs.build(), targets);
      }
    }
    throw row.refusal();
  }
}
