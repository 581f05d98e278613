package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.dataset.DecimalNumber;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The cells of the current row in one character array: files have millions of cells, and an object
 * for each would cost more than the numbers.
 */
public final class CsvCells {

  private static final Pattern INNER_BLANKS = Pattern.compile("[\\t\\r\\n]+");

  private char[] characters = new char[1 << 10];
  private int[] ends = new int[1 << 6];
  private int size;
  private int length;
  private long line;

  /** Begins an empty row at a line, counted from 1. */
  void begin(long line) {
    this.line = line;
    size = 0;
    length = 0;
  }

  /** Appends a cell. */
  void add(char[] buffer, int from, int to) {
    int count = to - from;
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    if (length + count > characters.length) {
      characters = Arrays.copyOf(characters, 2 * (length + count));
    }
    System.arraycopy(buffer, from, characters, length, count);
    length += count;
    ends[size++] = length;
  }

  /** Line where the row starts, from 1. */
  public long line() {
    return line;
  }

  /** Number of cells. */
  public int size() {
    return size;
  }

  /** Number of characters of all cells. */
  public int length() {
    return length;
  }

  /** Text of a cell, without surrounding blanks. */
  public String text(int column) {
    return new String(characters, start(column), count(column));
  }

  /** Text of a cell as a name: tabs and line ends within quotes become spaces. */
  public String name(int column) {
    String text = text(column);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ') {
        return INNER_BLANKS.matcher(text).replaceAll(" ");
      }
    }
    return text;
  }

  /** The number in a cell; NaN if there is none. */
  public double number(int column, Decimal decimal) {
    return DecimalNumber.parse(characters, start(column), ends[column], decimal.character());
  }

  private int count(int column) {
    return ends[column] - start(column);
  }

  /** First character of a non-empty cell. */
  public char first(int column) {
    return characters[start(column)];
  }

  public boolean isEmpty(int column) {
    return count(column) == 0;
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  /** All cells as names. */
  public List<String> names() {
    return IntStream.range(0, size).mapToObj(this::name).toList();
  }
}
