package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.Columns;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.dataset.file.csv.CellRules.Categorical;
import dev.gradtrace.dataset.file.csv.CellRules.Missing;
import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.dataset.file.csv.text.Separator;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the rows of a CSV file into a dataset. */
final class CsvTable {

  private final TableShape shape;
  private final Separator separator;
  private final ColumnRoles roles;
  private final ReadingOptions options;
  private final Room room;
  private final Gaps gaps;
  private final OddCells odd;
  private final RaggedRows ragged;
  private final Inputs inputs;
  private final TargetCollector targets;
  private final ColumnHints hints;
  private final double[] input;
  private final double[] target;

  /**
   * @param room for its cells
   */
  CsvTable(TableShape shape, Separator separator, ReadingOptions options, Room room) {
    this.shape = shape;
    this.separator = separator;
    this.options = options;
    this.room = room;
    this.roles = ColumnRoles.of(shape.names(), options.targets(), options.columns());
    this.gaps = new Gaps(options.cells().missingValues());
    this.odd = new OddCells(shape.width(), shape.decimal(), areGapsDropped());
    this.ragged = new RaggedRows(shape);
    this.inputs = new Inputs(roles.inputs().length);
    this.targets = TargetCollector.of(options.targets(), roles.targets(), odd);
    this.hints = new ColumnHints(shape.names(), roles);
    this.input = new double[roles.inputs().length];
    this.target = new double[roles.targets().length];
  }

  private boolean areGapsDropped() {
    return options.cells().missing() == Missing.DROP_ROWS;
  }

  /** Appends a row, or notes its faults. */
  void add(CsvCells cells) {
    if (!ragged.fits(cells)) {
      return;
    }
    odd.noteRow();
    boolean areInputs = read(cells, roles.inputs(), input);
    boolean areTargets = read(cells, roles.targets(), target);
    boolean isGap = isGap(cells);
    hints.add(input);
    if (areGapsDropped() && (isGap || !areInputs && anyGap(cells))) {
      noteGaps(cells);
      odd.noteDropped();
      return;
    }
    if (!areInputs) {
      noteInputs(cells);
    }
    if (isGap || !areTargets && targets.areNumbers()) {
      noteTargets(cells);
    }
    inputs.add(input);
    targets.add(cells, target, isGap);
    requireRoom();
  }

  /** Parses the cells of some columns into {@code numbers}; false if any holds no number. */
  private boolean read(CsvCells cells, int[] columns, double[] numbers) {
    boolean areAll = true;
    for (int i = 0; i < columns.length; i++) {
      double number = cells.number(columns[i], shape.decimal());
      numbers[i] = gaps.isNumber(number) ? Double.NaN : number;
      areAll &= !Double.isNaN(numbers[i]);
    }
    return areAll;
  }

  /** Whether a target of the row is missing. */
  private boolean isGap(CsvCells cells) {
    for (int i = 0; i < target.length; i++) {
      if (Double.isNaN(target[i]) && gaps.isCell(cells, roles.targets()[i], shape.decimal())) {
        return true;
      }
    }
    return false;
  }

  private boolean anyGap(CsvCells cells) {
    for (int i = 0; i < input.length; i++) {
      if (isGap(cells, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isGap(CsvCells cells, int i) {
    return Double.isNaN(input[i]) && gaps.isCell(cells, roles.inputs()[i], shape.decimal());
  }

  private void noteGaps(CsvCells cells) {
    for (int column : roles.all()) {
      if (gaps.isCell(cells, column, shape.decimal())) {
        odd.noteMissing(cells, column);
      }
    }
  }

  private void noteInputs(CsvCells cells) {
    for (int i = 0; i < input.length; i++) {
      int column = roles.inputs()[i];
      if (isGap(cells, i)) {
        odd.noteMissing(cells, column);
      } else if (Double.isNaN(input[i])
          && !odd.note(cells, column).isNumberLike()
          && options.cells().categorical() == Categorical.ONE_HOT) {
        room.bytes().accept(inputs.addWord(i, cells.name(column)));
      }
    }
  }

  private void noteTargets(CsvCells cells) {
    for (int i = 0; i < target.length; i++) {
      int column = roles.targets()[i];
      if (Double.isNaN(target[i]) && gaps.isCell(cells, column, shape.decimal())) {
        odd.noteMissing(cells, column);
      } else if (Double.isNaN(target[i]) && targets.areNumbers()) {
        odd.note(cells, column);
      }
    }
  }

  private void requireRoom() {
    InvalidSpec.unless(
        (long) inputs.size() * roles.width() <= room.values(),
        "file",
        "holds more than the %d values allowed",
        room.values());
    room.take(roles.width());
  }

  /**
   * The dataset of all rows.
   *
   * @param skippedLines number of lines without a row
   * @throws InvalidSpec naming all faults
   */
  CsvDataset build(String name, int skippedLines) {
    Faults faults = new CsvRefusal(shape.names(), roles, odd, options.cells()).faults();
    ragged.note(faults);
    faults.unless(!faults.none() || inputs.size() >= 1, "file", whyEmpty());
    faults.throwIfAny();
    TargetFaults noted = new TargetFaults();
    Targets answers = targets.build(noted);
    noted.words(shape.names()).forEach(words -> faults.unless(false, "file", "%s", words));
    OneHot columns = inputs.build();
    requireRoom(columns, faults);
    faults.throwIfAny();
    if (columns.width() > input.length) {
      room.take((long) columns.samples() * columns.width());
    }
    return dataset(name, columns, faults.need(answers), skippedLines);
  }

  private String whyEmpty() {
    return odd.dropped() == 0
        ? "holds no rows of data"
        : "has no row left: each of the " + odd.dropped() + " misses a value";
  }

  private void requireRoom(OneHot columns, Faults faults) {
    int[] boundless = columns.boundless();
    for (int i : boundless) {
      faults.unless(
          false,
          "categorical",
          "cannot be one_hot for %s, which holds more than %d values: send ignoreColumns=%s",
          shape.names().of(roles.inputs()[i]),
          Category.MOST_VALUES,
          shape.names().references(new int[] {roles.inputs()[i]}));
    }
    faults.unless(
        boundless.length > 0
            || columns.width() <= Columns.MOST
                && (long) columns.samples() * (columns.width() + target.length) <= room.values(),
        "categorical",
        "makes %d columns of the %d inputs: that is more than the %d values or %d columns allowed",
        columns.width(),
        input.length,
        room.values(),
        Columns.MOST);
  }

  private CsvDataset dataset(String name, OneHot columns, Targets answers, int skippedLines) {
    Columns called = new Columns(columns.names(this::inputName), targetNames(answers));
    Dataset dataset = Dataset.of(name, "CSV file", called, columns.build(), answers);
    List<String> notes = new ArrayList<>(shape.notes());
    notes.addAll(hints.notes(odd));
    notes.addAll(ClassSpelling.notes(answers));
    Reading reading =
        new Reading(
            separator,
            shape.decimal(),
            shape.names().arePresent(),
            skippedLines,
            odd.dropped(),
            odd.gaps(roles.all()),
            columns.values(this::inputName),
            notes);
    return new CsvDataset(dataset, reading);
  }

  private String inputName(int i) {
    return shape.names().arePresent() ? shape.names().of(roles.inputs()[i]) : "x" + (i + 1);
  }

  private List<String> targetNames(Targets answers) {
    return shape.names().arePresent()
        ? Arrays.stream(roles.targets()).mapToObj(shape.names()::of).toList()
        : Columns.numbered(input.length, answers).targets();
  }
}
