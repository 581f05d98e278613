package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.Columns;
import dev.gradtrace.validation.Faults;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The columns of a file that are inputs and targets; others are not read.
 *
 * @param inputs positions in ascending order, at least one
 * @param targets positions in the order of the targets, at least one
 */
record ColumnRoles(int[] inputs, int[] targets) {

  static ColumnRoles of(ColumnNames names, CsvTargets wanted, ColumnChoice choice) {
    Faults faults = new Faults();
    boolean[] isRead = read(names, choice, faults);
    int[] targets =
        wanted instanceof CsvTargets.LastColumn
            ? last(isRead)
            : names.find(wanted.references(names), wanted::pointer, faults);
    faults.throwIfAny();
    for (int i = 0; i < targets.length; i++) {
      faults.unless(
          isRead[targets[i]] || choice.areKept(),
          wanted.pointer(i),
          "is among ignoreColumns, too: column '%s'",
          names.of(targets[i]));
      isRead[targets[i]] = false;
    }
    int[] inputs = positions(isRead);
    faults.unless(
        inputs.length >= 1 && inputs.length <= Columns.MOST && targets.length >= 1,
        "file",
        "has no column left for inputs%s",
        names.width() == 1
            ? ": it has but one, so another character may separate its cells (separator)"
            : "");
    faults.throwIfAny();
    return new ColumnRoles(inputs, targets);
  }

  private static boolean[] read(ColumnNames names, ColumnChoice choice, Faults faults) {
    boolean[] isRead = new boolean[names.width()];
    Arrays.fill(isRead, !choice.areKept());
    if (!choice.references().isEmpty()) {
      int[] named =
          names.find(names.split(choice.references()), i -> choice.member() + "/" + i, faults);
      if (faults.none()) {
        Arrays.stream(named).forEach(column -> isRead[column] = choice.areKept());
      }
    }
    return isRead;
  }

  private static int[] last(boolean[] isRead) {
    int[] read = positions(isRead);
    return read.length == 0 ? read : new int[] {read[read.length - 1]};
  }

  private static int[] positions(boolean[] isMeant) {
    return IntStream.range(0, isMeant.length).filter(i -> isMeant[i]).toArray();
  }

  /** Number of columns to read. */
  int width() {
    return inputs.length + targets.length;
  }

  /** Whether a column that is read is a target. */
  boolean isTarget(int column) {
    return Arrays.binarySearch(inputs, column) < 0;
  }

  /** Positions of inputs, then of targets. */
  int[] all() {
    return IntStream.concat(Arrays.stream(inputs), Arrays.stream(targets)).toArray();
  }
}
