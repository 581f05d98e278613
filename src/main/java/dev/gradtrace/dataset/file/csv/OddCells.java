package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.CellPattern;
import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.validation.Excerpt;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cells that hold no number, counted by column and pattern. */
final class OddCells {

  private static final int LONGEST_EXAMPLE = 40;

  /** Cells of a column that are looked at for whether each is another. */
  private static final int MOST_LOOKED_AT = 1000;

  /** Of all columns. */
  private static final int MOST_REMEMBERED = 100_000;

  /** Fewer may be different by chance. */
  private static final int FEWEST_IDS = 10;

  private final Decimal decimal;
  private final boolean areGapsDropped;
  private long rows;
  private int dropped;
  private int remembered;
  private final Map<CellPattern, Cells>[] byColumn;

  /** The number of cells of one pattern in one column, and the first of them. */
  static final class Cells {

    private final long line;
    private final String example;
    private final Set<Integer> hashes = new HashSet<>();
    private boolean isRepeated;
    private long count;

    private Cells(long line, String example) {
      this.line = line;
      this.example = Excerpt.of(example, LONGEST_EXAMPLE);
    }

    /** Line of the first cell, from 1. */
    long line() {
      return line;
    }

    /** Text of the first cell. */
    String example() {
      return example;
    }

    long count() {
      return count;
    }
  }

  /**
   * @param width number of columns
   * @param decimal decimal mark of numbers
   * @param areGapsDropped whether rows with missing values are left out
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  OddCells(int width, Decimal decimal, boolean areGapsDropped) {
    this.decimal = decimal;
    this.areGapsDropped = areGapsDropped;
    this.byColumn = new Map[width];
  }

  /** The decimal mark of numbers. */
  Decimal decimal() {
    return decimal;
  }

  /** The pattern of a cell that holds no number. */
  CellPattern patternOf(CsvCells cells, int column) {
    return CellPattern.of(cells.text(column), decimal);
  }

  /** Counts a missing value. */
  void noteMissing(CsvCells cells, int column) {
    note(CellPattern.MISSING, cells.line(), column, cells.text(column));
  }

  /** Counts a cell under its pattern, which is returned. */
  CellPattern note(CsvCells cells, int column) {
    String text = cells.text(column);
    CellPattern pattern = CellPattern.of(text, decimal);
    note(pattern, cells.line(), column, text);
    return pattern;
  }

  private void note(CellPattern pattern, long line, int column, String text) {
    Map<CellPattern, Cells> found = byColumn[column];
    if (found == null) {
      found = new EnumMap<>(CellPattern.class);
      byColumn[column] = found;
    }
    Cells cells = found.get(pattern);
    if (cells == null) {
      cells = new Cells(line, text);
      found.put(pattern, cells);
    }
    cells.count++;
    if (pattern == CellPattern.TEXT && cells.count <= MOST_LOOKED_AT) {
      cells.isRepeated |= remembered++ >= MOST_REMEMBERED || !cells.hashes.add(text.hashCode());
    }
  }

  /** Whether texts of a column are ids or names: each is another. */
  boolean isOfIds(int column) {
    Cells texts = of(column, CellPattern.TEXT);
    return texts != null && texts.count >= FEWEST_IDS && !texts.isRepeated;
  }

  /** The cells of a pattern in a column; null if there are none. */
  @Nullable Cells of(int column, CellPattern pattern) {
    return byColumn[column] == null ? null : byColumn[column].get(pattern);
  }

  /** Number of cells of a pattern in a column. */
  long count(int column, CellPattern pattern) {
    Cells cells = of(column, pattern);
    return cells == null ? 0 : cells.count;
  }

  /**
   * Number of cells in a column that hold words: text, dates, truth values, markers of missing
   * values.
   */
  private long words(int column) {
    return count(column, CellPattern.TEXT)
        + count(column, CellPattern.DATE)
        + count(column, CellPattern.TRUTH)
        + count(column, CellPattern.PERHAPS_MISSING);
  }

  /** Whether a column holds at least as many words as numbers. */
  boolean isOfWords(int column) {
    Map<CellPattern, Cells> found = byColumn[column];
    if (found == null) {
      return false;
    }
    long odd = found.values().stream().mapToLong(Cells::count).sum();
    long gaps = count(column, CellPattern.MISSING);
    long numbers = areGapsDropped ? rows - dropped - (odd - gaps) : rows - odd;
    long words = words(column);
    return words > 0 && words >= numbers;
  }

  /** Whether more than half of the words in a column have a pattern. */
  boolean isMostly(int column, CellPattern pattern) {
    return 2 * count(column, pattern) > words(column);
  }

  /** Whether all cells of a column are missing. */
  boolean isHollow(int column) {
    return count(column, CellPattern.MISSING) == rows;
  }

  /** Whether a column has a cell that holds no number. */
  boolean areIn(int column) {
    return byColumn[column] != null;
  }

  /** Counts a row. */
  void noteRow() {
    rows++;
  }

  /** Counts a row that was dropped because of missing values. */
  void noteDropped() {
    dropped++;
  }

  /** Number of dropped rows. */
  int dropped() {
    return dropped;
  }

  /** Number of missing values in columns, without dropped rows. */
  long gaps(int[] columns) {
    return areGapsDropped
        ? 0
        : Arrays.stream(columns).mapToLong(column -> count(column, CellPattern.MISSING)).sum();
  }
}
