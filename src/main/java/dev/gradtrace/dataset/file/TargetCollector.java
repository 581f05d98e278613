package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.TargetCoding;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the targets or labels of a CSV file, row by row. */
sealed interface TargetCollector {

  /** The collector for what the columns at the given positions hold. */
  static TargetCollector of(CsvTargets targets, int[] columns) {
    if (targets instanceof CsvTargets.TargetColumns) {
      return new Numbers(columns);
    }
    return targets instanceof CsvTargets.LabelColumn
        ? new Classes(columns[0])
        : new Guessed(columns[0]);
  }

  /** Takes the target of a row, or notes there what is wrong with it. */
  void add(CsvRow row);

  /** What was collected; faults that show only now are noted in {@code row}. */
  Targets build(CsvRow row);

  /** Targets to approximate. */
  final class Numbers implements TargetCollector {

    private final int[] columns;
    private final double[] target;
    private final DenseSamples.Builder targets;

    private Numbers(int[] columns) {
      this.columns = columns;
      this.target = new double[columns.length];
      this.targets = new DenseSamples.Builder(columns.length);
    }

    @Override
    public void add(CsvRow row) {
      for (int i = 0; i < columns.length; i++) {
        target[i] = row.number(columns[i]);
      }
      targets.add(target);
    }

    @Override
    public Targets build(CsvRow row) {
      return TargetCoding.recognise(targets.build());
    }
  }

  /** Labels. */
  final class Classes implements TargetCollector {

    private final int column;
    private final LabelCells labels = new LabelCells();

    private Classes(int column) {
      this.column = column;
    }

    @Override
    public void add(CsvRow row) {
      String text = row.text(column);
      if (labels.add(text)) {
        String fault = text.isEmpty() ? null : labels.fault(text);
        if (fault != null) {
          row.refuse(column, "as the name of a class " + fault);
        }
        double number = DecimalNumber.parse(text);
        if (!Double.isNaN(number) && !DecimalNumber.isWhole(number)) {
          row.refuse(column, "is neither a whole number nor a name, as a label must be");
        }
        if (labels.distinct() == Labels.MAX_CLASSES + 1) {
          row.refuse(column, "is one label more than the " + Labels.MAX_CLASSES + " allowed");
        }
      }
    }

    @Override
    public Targets build(CsvRow row) {
      return Targets.Labelled.of(labels.build());
    }
  }

  /** Labels or targets, whichever the whole column turns out to be. */
  final class Guessed implements TargetCollector {

    private static final int MAX_GUESSED_CLASSES = 20;

    private final int column;
    private final double[] target = new double[1];
    private final DenseSamples.Builder targets = new DenseSamples.Builder(1);
    private final List<Fault> texts = new ArrayList<>();
    private @Nullable Fault badName;
    private @Nullable LabelCells labels = new LabelCells();
    private boolean anyNumber;

    private Guessed(int column) {
      this.column = column;
    }

    @Override
    public void add(CsvRow row) {
      String text = row.text(column);
      target[0] = DecimalNumber.parse(text);
      targets.add(target);
      boolean isNumber = !Double.isNaN(target[0]);
      anyNumber |= isNumber;
      if (!isNumber && texts.size() < Faults.MOST && !text.isEmpty()) {
        texts.add(row.notANumberFault(column));
      }
      if (labels != null) {
        boolean isLabel = !isNumber || DecimalNumber.isWhole(target[0]);
        String fault = labels.add(text) && !text.isEmpty() ? labels.fault(text) : null;
        if (fault != null) {
          badName = row.faultOf(column, "as the name of a class " + fault);
        }
        if (!isLabel || fault != null || labels.distinct() > Labels.MAX_CLASSES) {
          labels = null;
        }
      }
    }

    @Override
    public Targets build(CsvRow row) {
      if (labels != null && (anyNumber ? areLikeClasses(labels) : !texts.isEmpty())) {
        return Targets.Labelled.of(labels.build());
      }
      if (badName != null && !anyNumber) {
        row.add(badName);
      } else {
        texts.forEach(row::add);
      }
      return TargetCoding.recognise(targets.build());
    }

    private boolean areLikeClasses(LabelCells labels) {
      return texts.isEmpty()
          && labels.distinct() <= MAX_GUESSED_CLASSES
          && 2 * labels.distinct() <= labels.size();
    }
  }
}
