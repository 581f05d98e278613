package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.TargetCoding;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import org.jspecify.annotations.Nullable;

/** Collects the targets or labels of a CSV file, row by row. */
sealed interface TargetCollector {

  /** The collector for the target columns. */
  static TargetCollector of(CsvTargets targets, int[] columns, OddCells odd) {
    if (targets instanceof CsvTargets.TargetColumns) {
      return new Numbers(columns.length);
    }
    return targets instanceof CsvTargets.LabelColumn
        ? new Classes(columns[0], odd.decimal())
        : new Guessed(columns[0], odd);
  }

  /** Whether the targets must be numbers. */
  boolean areNumbers();

  /**
   * Adds the target of a row.
   *
   * @param numbers values of the columns; NaN for a missing value or text
   * @param gap whether a value is missing
   */
  void add(CsvCells cells, double[] numbers, boolean gap);

  /**
   * The targets collected.
   *
   * @param faults receives the faults of the targets
   * @return null if there are faults
   */
  @Nullable Targets build(TargetFaults faults);

  /** Numeric targets. */
  final class Numbers implements TargetCollector {

    private final DenseSamples.Builder targets;

    private Numbers(int width) {
      this.targets = new DenseSamples.Builder(width);
    }

    @Override
    public boolean areNumbers() {
      return true;
    }

    @Override
    public void add(CsvCells cells, double[] numbers, boolean gap) {
      targets.add(numbers);
    }

    @Override
    public Targets build(TargetFaults faults) {
      return TargetCoding.recognise(ColumnMeans.filled(targets.build()));
    }
  }

  /** Labels. */
  final class Classes implements TargetCollector {

    private final int column;
    private final LabelCells labels;
    private final TargetFaults noted = new TargetFaults();

    private Classes(int column, Decimal decimal) {
      this.column = column;
      this.labels = new LabelCells(decimal);
    }

    @Override
    public boolean areNumbers() {
      return false;
    }

    @Override
    public void add(CsvCells cells, double[] numbers, boolean gap) {
      if (gap) {
        noted.gap(cells, column);
        return;
      }
      String text = cells.name(column);
      boolean isNew = labels.add(text);
      if (!Double.isNaN(numbers[0]) && !DecimalNumber.isWhole(numbers[0])) {
        noted.note(cells, column, "is neither a whole number nor a name, as a label must be");
      } else if (isNew && labels.fault(text) != null) {
        noted.note(cells, column, "as the name of a class " + labels.fault(text));
      } else if (isNew && labels.distinct() == Labels.MAX_CLASSES + 1) {
        noted.note(cells, column, "is one label more than the " + Labels.MAX_CLASSES + " allowed");
      }
    }

    @Override
    public @Nullable Targets build(TargetFaults faults) {
      return faults.take(noted) ? Targets.Labelled.of(labels.build()) : null;
    }
  }

  /** Labels or numeric targets, decided once the whole column is known. */
  final class Guessed implements TargetCollector {

    private static final int MAX_GUESSED_CLASSES = 20;

    private final int column;
    private final OddCells odd;
    private final DenseSamples.Builder targets = new DenseSamples.Builder(1);
    private final TargetFaults gaps = new TargetFaults();
    private final TargetFaults texts = new TargetFaults();
    private final TargetFaults names = new TargetFaults();
    private @Nullable LabelCells labels;
    private boolean anyNumber;

    private Guessed(int column, OddCells odd) {
      this.column = column;
      this.odd = odd;
      this.labels = new LabelCells(odd.decimal());
    }

    @Override
    public boolean areNumbers() {
      return false;
    }

    @Override
    public void add(CsvCells cells, double[] numbers, boolean gap) {
      targets.add(numbers);
      if (gap) {
        gaps.gap(cells, column);
        return;
      }
      boolean isNumber = !Double.isNaN(numbers[0]);
      anyNumber |= isNumber;
      if (isNumber && !DecimalNumber.isWhole(numbers[0])) {
        labels = null;
      }
      boolean isKnown = labels != null && !isNew(cells, labels);
      if (!isNumber) {
        texts.note(cells, column, "is not a number (for classes send labelColumn)");
      }
      if (!isNumber && !isKnown) {
        noteNumberLike(cells);
      }
    }

    /** A number in an unreadable notation must not become a class name. */
    private void noteNumberLike(CsvCells cells) {
      if (odd.patternOf(cells, column).isNumberLike()) {
        odd.note(cells, column);
      }
    }

    private boolean isNew(CsvCells cells, LabelCells collected) {
      String text = cells.name(column);
      boolean isNew = collected.add(text);
      String fault = isNew ? collected.fault(text) : null;
      if (fault != null) {
        names.note(cells, column, "as the name of a class " + fault);
      }
      if (fault != null || collected.distinct() > Labels.MAX_CLASSES) {
        labels = null;
      }
      return isNew;
    }

    @Override
    public @Nullable Targets build(TargetFaults faults) {
      if (labels != null && (anyNumber ? areLikeClasses(labels) : !texts.areNone())) {
        return faults.take(gaps) ? Targets.Labelled.of(labels.build()) : null;
      }
      boolean holdsNumbers = faults.take(names.areNone() || anyNumber ? texts : names);
      return holdsNumbers ? TargetCoding.recognise(ColumnMeans.filled(targets.build())) : null;
    }

    private boolean areLikeClasses(LabelCells labels) {
      return texts.areNone()
          && labels.distinct() <= MAX_GUESSED_CLASSES
          && 2 * labels.distinct() <= labels.size();
    }
  }
}
