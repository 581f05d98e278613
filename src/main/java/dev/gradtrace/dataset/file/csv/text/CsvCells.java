package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.dataset.DecimalNumber;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The cells of the row that was read last, in one piece: a file of numbers has millions of cells,
 * and a string or a row of its own for each would cost more than the numbers do.
 */
public final class CsvCells {

  private static final Pattern INNER_BLANKS = Pattern.compile("[\\t\\r\\n]+");

  private char[] characters = new char[1 << 10];
  private int[] ends = new int[1 << 6];
  private int size;
  private int length;
  private long line;

  /** Begins a row, without cells as yet, that starts in a line, counted from 1. */
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

  /** Where the row starts, from 1. */
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

  /** What a cell holds, without the blanks around it. */
  public String text(int column) {
    return new String(characters, start(column), count(column));
  }

  /** What a cell holds, as a name: tabs and ends of lines within quotes are blanks. */
  public String name(int column) {
    String text = text(column);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ') {
        return INNER_BLANKS.matcher(text).replaceAll(" ");
      }
    }
    return text;
  }

  /** The number in a cell; NaN if it holds none. */
  public double number(int column, Decimal decimal) {
    return DecimalNumber.parse(characters, start(column), ends[column], decimal.character());
  }

  private int count(int column) {
    return ends[column] - start(column);
  }

  /** The first character of a cell that has one. */
  public char first(int column) {
    return characters[start(column)];
  }

  public boolean isEmpty(int column) {
    return count(column) == 0;
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  /** What all cells hold, as names. */
  public List<String> names() {
    return IntStream.range(0, size).mapToObj(this::name).toList();
  }
}
