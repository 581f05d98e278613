package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.DecimalNumber;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cells of one row of a CSV file, in one piece: a file of numbers has millions of cells, and a
 * string for each would cost more than the numbers do.
 */
final class CsvCells {

  private final long line;
  private final char[] characters;
  private final int[] ends;

  /**
   * @param line where the row starts, from 1
   * @param characters of all cells, one after the other
   * @param ends where each cell ends in {@code characters}
   */
  CsvCells(long line, char[] characters, int[] ends) {
    this.line = line;
    this.characters = characters;
    this.ends = ends;
  }

  long line() {
    return line;
  }

  /** Number of cells. */
  int size() {
    return ends.length;
  }

  /** What a cell holds. */
  String text(int column) {
    int start = start(column);
    return new String(characters, start, ends[column] - start);
  }

  /** The number in a cell; NaN if it holds none. */
  double number(int column) {
    return DecimalNumber.parse(characters, start(column), ends[column]);
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  /** What all cells hold. */
  List<String> texts() {
    return IntStream.range(0, size()).mapToObj(this::text).toList();
  }
}
