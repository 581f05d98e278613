package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.GivenName;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** The number of columns of a file, their names, and the references to them. */
final class ColumnNames {

  /** Limit on the length of all names together. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private static final int MOST_SHOWN = 20;

  private final int width;
  private final List<String> header;
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> doubled = new HashSet<>();

  /**
   * @param header the names, one per column; empty if the file has none
   */
  ColumnNames(int width, List<String> header) {
    this.width = width;
    this.header = List.copyOf(header);
    this.names = new ArrayList<>(this.header);
    name();
    for (int i = 0; i < names.size(); i++) {
      if (places.putIfAbsent(names.get(i), i) != null) {
        doubled.add(names.get(i));
      }
    }
  }

  private void name() {
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
  }

  /** Number of columns. */
  int width() {
    return width;
  }

  /** Whether the file names its columns. */
  boolean arePresent() {
    return !names.isEmpty();
  }

  /** Whether a column has no name of its own. */
  boolean isNameless(int column) {
    return !arePresent() || header.get(column).isEmpty();
  }

  /** The name of a column, or its number from 1 if the file has no names. */
  String of(int column) {
    return arePresent() ? names.get(column) : "column " + (column + 1);
  }

  /** The position of a cell in words, with lines and columns counted from 1. */
  String place(long line, int column) {
    String name = arePresent() ? " (" + Fault.shorten(of(column)) + ")" : "";
    return "line " + line + ", column " + (column + 1) + name;
  }

  /** The names of columns in words; only the first of many. */
  String listed(int[] columns) {
    return listed(columns, this::of);
  }

  /** References to columns as an option takes them, separated by commas. */
  String references(int[] columns) {
    return listed(columns, this::reference).replace(", …", ",…").replace(", ", ",");
  }

  private String reference(int column) {
    String name = arePresent() ? header.get(column) : "";
    boolean isClear =
        !name.isEmpty()
            && name.indexOf(',') < 0
            && !DecimalNumber.isNumber(name)
            && places.getOrDefault(name, -1) == column
            && !doubled.contains(name);
    return isClear ? name : Integer.toString(column);
  }

  private static String listed(int[] columns, IntFunction<String> spelling) {
    List<String> first = Arrays.stream(columns).limit(MOST_SHOWN).mapToObj(spelling).toList();
    return String.join(", ", first) + (columns.length > MOST_SHOWN ? ", …" : "");
  }

  /**
   * Resolves references to positions of columns.
   *
   * @param pointer pointer to each reference in the request
   */
  int[] find(List<String> references, IntFunction<String> pointer, Faults faults) {
    int[] columns = new int[references.size()];
    for (int i = 0; i < columns.length && !faults.areMost(); i++) {
      columns[i] = find(references.get(i));
      if (columns[i] < 0) {
        refuse(pointer.apply(i), references.get(i), faults);
      }
      faults.unless(
          !doubled.contains(references.get(i)),
          pointer.apply(i),
          "the file has more than one column '%s': send its position, from 0",
          references.get(i));
    }
    if (faults.none()) {
      faults.unless(
          Arrays.stream(columns).distinct().count() == columns.length,
          pointer.apply(0),
          "must not name a column twice");
    }
    return columns;
  }

  private void refuse(String pointer, String reference, Faults faults) {
    faults.unless(
        false,
        pointer,
        "the file has no column '%s'; it has %s%s%s",
        reference,
        Figures.counted(width, "column"),
        arePresent() ? ": " + listed(positions()) : " without names",
        whyMissing());
  }

  /** Explains why a name that is visible in the file was not found. */
  private String whyMissing() {
    if (width == 1) {
      return "; another character may separate its cells (separator=)";
    }
    boolean mayBeTitle = header.stream().filter(name -> !name.isEmpty()).count() == 1;
    return mayBeTitle
        ? "; if line 1 is a title, send comment= with its first characters to skip it"
        : "";
  }

  /** The references of a list; a single text that is no name is split at commas. */
  List<String> split(List<String> references) {
    return references.size() != 1 || places.containsKey(references.get(0))
        ? references
        : Arrays.stream(references.get(0).split(",", -1)).map(String::strip).toList();
  }

  private int[] positions() {
    int[] positions = new int[width];
    Arrays.setAll(positions, i -> i);
    return positions;
  }

  /** Position of the column with a name or number; −1 if there is none. */
  private int find(String reference) {
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
}
