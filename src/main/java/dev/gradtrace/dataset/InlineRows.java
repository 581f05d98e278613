package dev.gradtrace.dataset;

import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/** Checks rows of numbers that came in a request; each fault names its row. */
final class InlineRows {

  private final Faults faults = new Faults();

  private InlineRows() {}

  static void checkTargets(double[][] inputs, double[][] targets) {
    InlineRows check = new InlineRows();
    check.rows("inputs", inputs);
    check.rows("targets", targets);
    check.sameCount("targets", targets.length, inputs.length);
    check.faults.throwIfAny();
  }

  /** Returns the number of classes. */
  static int checkLabels(double[][] inputs, int[] labels, @Nullable Integer classes) {
    InlineRows check = new InlineRows();
    check.rows("inputs", inputs);
    check.sameCount("labels", labels.length, inputs.length);
    int count = classes == null ? Math.min(largest(labels), Labels.MAX_CLASSES - 1) + 1 : classes;
    if (count >= 1 && count <= Labels.MAX_CLASSES) {
      check.labels(labels, count);
    } else {
      check.faults.unless(false, "classes", "must be 1 to %d, was %d", Labels.MAX_CLASSES, count);
    }
    check.faults.throwIfAny();
    return count;
  }

  private void rows(String field, double[][] rows) {
    if (rows.length == 0) {
      faults.unless(false, field, "must hold at least one row");
      return;
    }
    int length = rows[0].length;
    faults.unless(length >= 1, field + "/0", "must hold at least one value");
    faults.unless(
        length <= Columns.MOST,
        field + "/0",
        "has %d values, at most %d are allowed",
        length,
        Columns.MOST);
    int left = Faults.MOST;
    for (int row = 0; row < rows.length && left > 0; row++) {
      String pointer = field + "/" + row;
      double[] values = rows[row];
      if (values.length != length) {
        faults.unless(
            false, pointer, "has %d values where the first row has %d", values.length, length);
        left--;
      }
      for (int i = 0; i < values.length && left > 0; i++) {
        if (!Double.isFinite(values[i])) {
          faults.unless(false, pointer + "/" + i, "must be finite, was %s", values[i]);
          left--;
        }
      }
    }
  }

  private void labels(int[] labels, int classes) {
    int left = Faults.MOST;
    for (int i = 0; i < labels.length && left > 0; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        faults.unless(false, "labels/" + i, Labels.RANGE, classes - 1, labels[i]);
        left--;
      }
    }
  }

  private void sameCount(String field, int count, int inputs) {
    faults.unless(count == inputs, field, "are %d, but the inputs are %d", count, inputs);
  }

  private static int largest(int[] labels) {
    int largest = 0;
    for (int label : labels) {
      largest = Math.max(largest, label);
    }
    return largest;
  }
}
