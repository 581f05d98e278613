package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.Columns;
import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.GivenName;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a CSV file: how many, what they are called, and which of them hold the targets.
 *
 * <p>The first row is a header if a column is named by it, or if it holds text where the second row
 * holds a number.
 */
final class CsvHeader {

  /** Of all names together. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private final int width;
  private final List<String> names;
  private final CsvTargets targets;
  private final int[] targetColumns;

  private CsvHeader(int width, List<String> names, CsvTargets targets) {
    this.width = width;
    this.names = names;
    this.targets = targets;
    this.targetColumns = resolve();
  }

  /**
   * @param second the second row; empty if there is none
   */
  static CsvHeader of(List<String> first, List<String> second, CsvTargets targets) {
    InvalidSpec.unless(
        targets.references().size() <= first.size(),
        targets.pointer(0),
        "are %d, but the file has %d columns",
        targets.references().size(),
        first.size());
    Set<String> texts = new HashSet<>(first);
    boolean isHeader =
        targets.references().stream().anyMatch(reference -> isNameIn(texts, reference))
            || holdsTextAboveNumber(first, second);
    return new CsvHeader(first.size(), isHeader ? named(first) : List.of(), targets);
  }

  private static boolean isNameIn(Set<String> first, String reference) {
    return !DecimalNumber.isNumber(reference) && first.contains(reference);
  }

  private static boolean holdsTextAboveNumber(List<String> first, List<String> second) {
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      if (!DecimalNumber.isNumber(first.get(i)) && DecimalNumber.isNumber(second.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> named(List<String> header) {
    List<String> names = new ArrayList<>(header);
    Faults faults = new Faults();
    long characters = 0;
    for (int i = 0; i < names.size() && !faults.areMost(); i++) {
      if (names.get(i).isEmpty()) {
        names.set(i, "column " + (i + 1));
      }
      characters += names.get(i).length();
      String fault = GivenName.fault(names.get(i));
      if (fault != null) {
        faults.unless(false, "file", "line 1, column %d: a name %s", i + 1, fault);
      }
    }
    faults.unless(
        characters <= MOST_CHARACTERS,
        "file",
        "has names of columns of more than %d characters",
        MOST_CHARACTERS);
    faults.throwIfAny();
    return names;
  }

  private int[] resolve() {
    int[] columns = new int[targets.references().size()];
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.putIfAbsent(names.get(i), i);
    }
    Faults faults = new Faults();
    for (int i = 0; i < columns.length && !faults.areMost(); i++) {
      String reference = targets.references().get(i);
      columns[i] = find(reference, places);
      if (columns[i] < 0) {
        faults.unless(
            false,
            targets.pointer(i),
            "the file has no column '%s'; it has %d columns%s",
            reference,
            width,
            names.isEmpty() ? " without names" : ": " + abbreviated());
      }
    }
    long inputs = width - Arrays.stream(columns).distinct().count();
    if (faults.none()) {
      faults.unless(inputs >= 1, "file", "has no column left for inputs");
      faults.unless(
          inputs == width - columns.length, targets.pointer(0), "must not name a column twice");
    }
    faults.throwIfAny();
    return columns;
  }

  private String abbreviated() {
    int shown = Math.min(names.size(), 20);
    return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", …" : "");
  }

  /** Position of the column with that name or number; −1 if there is none. */
  private int find(String reference, Map<String, Integer> places) {
    Integer named = places.get(reference);
    if (named != null) {
      return named;
    }
    double number = DecimalNumber.parse(reference);
    if (number != Math.rint(number) || number < -width || number >= width) {
      return -1;
    }
    return (int) (number < 0 ? number + width : number);
  }

  /** Number of columns. */
  int width() {
    return width;
  }

  /** Whether the first row names the columns. */
  boolean isPresent() {
    return !names.isEmpty();
  }

  /** What the columns are called; empty if they have no names. */
  List<String> names() {
    return names;
  }

  int[] targetColumns() {
    return targetColumns;
  }

  int[] inputColumns() {
    boolean[] isTarget = new boolean[width];
    for (int column : targetColumns) {
      isTarget[column] = true;
    }
    int[] inputs = new int[width - targetColumns.length];
    int next = 0;
    for (int column = 0; column < width; column++) {
      if (!isTarget[column]) {
        inputs[next++] = column;
      }
    }
    return inputs;
  }

  /** The names of inputs and targets; numbered if the file has none. */
  Columns columns(Targets targets) {
    return names.isEmpty()
        ? Columns.numbered(width - targetColumns.length, targets)
        : new Columns(
            Arrays.stream(inputColumns()).mapToObj(names::get).toList(),
            Arrays.stream(targetColumns).mapToObj(names::get).toList());
  }
}
