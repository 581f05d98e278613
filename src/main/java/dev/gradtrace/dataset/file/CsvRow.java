package dev.gradtrace.dataset.file;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.Locale;

/** The row being read, and the faults of all rows so far. */
final class CsvRow {

  private static final int MAX_QUOTED = 40;

  private final Faults faults = new Faults();
  private int faultCount;
  private final List<String> names;
  private CsvCells cells = new CsvCells(0, new char[0], new int[0]);

  /**
   * @param names of the columns in the header; empty if there is none
   */
  CsvRow(List<String> names) {
    this.names = names;
  }

  /** Turns to the next row. */
  void set(CsvCells cells) {
    this.cells = cells;
  }

  /** Whether the row has one cell per column; notes the fault if not. */
  boolean isAsWideAs(int width) {
    if (cells.size() == width) {
      return true;
    }
    note("line %d has %d columns, the first line has %d", cells.line(), cells.size(), width);
    return false;
  }

  /** What a cell holds; the fault is noted if it is empty. */
  String text(int column) {
    String text = cells.text(column);
    if (text.isEmpty()) {
      note("%s: is empty", place(column));
    }
    return text;
  }

  /** The number in a cell; NaN, with the fault noted, if it holds none. */
  double number(int column) {
    double value = cells.number(column);
    if (Double.isNaN(value) && !text(column).isEmpty()) {
      notANumber(column);
    }
    return value;
  }

  void notANumber(int column) {
    add(notANumberFault(column));
  }

  Fault notANumberFault(int column) {
    return faultOf(column, "is not a number");
  }

  /** Notes a fault of a cell. */
  void refuse(int column, String reason) {
    add(faultOf(column, reason));
  }

  Fault faultOf(int column, String reason) {
    return fault("%s: '%s' %s", place(column), quoted(cells.text(column)), reason);
  }

  private void note(String format, Object... values) {
    add(fault(format, values));
  }

  /** Notes a fault of an earlier row. */
  void add(Fault fault) {
    faults.add(fault);
    faultCount++;
  }

  boolean isFaultless() {
    return faultCount == 0;
  }

  boolean hasTooManyFaults() {
    return faultCount >= Faults.MOST;
  }

  /** The refusal of the file for all faults noted, at least one. */
  InvalidSpec refusal() {
    return new InvalidSpec(faults.found());
  }

  private static Fault fault(String format, Object... values) {
    return new Fault("file", String.format(Locale.ROOT, format, values), Fault.Kind.MEANINGLESS);
  }

  private String place(int column) {
    String name = names.isEmpty() ? "" : " (" + quoted(names.get(column)) + ")";
    return "line %s, column %s%s".formatted(cells.line(), column + 1, name);
  }

  private static String quoted(String text) {
    return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
  }
}
