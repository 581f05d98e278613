package dev.gradtrace.dataset.file;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;

/** Collects the cells of a row while it is parsed, without the blanks around them. */
final class CsvCellsHandler extends AbstractBaseCsvCallbackHandler<CsvCells> {

  private static final int MAX_COLUMNS = 1 << 17;
  private static final int MAX_CHARACTERS = 1 << 26;
  private static final int MAX_CHARACTERS_OF_CELL = 10_000;

  private char[] characters = new char[1 << 10];
  private int[] ends = new int[1 << 6];
  private int length;

  @Override
  protected void handleBegin(long line) {
    length = 0;
  }

  @Override
  protected void handleField(int column, char[] buffer, int offset, int count, boolean quoted) {
    int from = offset;
    int to = offset + count;
    while (from < to && buffer[from] <= ' ') {
      from++;
    }
    while (from < to && buffer[to - 1] <= ' ') {
      to--;
    }
    makeRoom(column, to - from);
    System.arraycopy(buffer, from, characters, length, to - from);
    length += to - from;
    ends[column] = length;
  }

  private void makeRoom(int column, int count) {
    if (count > MAX_CHARACTERS_OF_CELL) {
      throw InvalidSpec.malformed(
          "file",
          "line %d, column %d: has more than %d characters",
          getStartingLineNumber(),
          column + 1,
          MAX_CHARACTERS_OF_CELL);
    }
    if (column >= MAX_COLUMNS || length + count > MAX_CHARACTERS) {
      throw InvalidSpec.malformed(
          "file",
          "has more than %d columns or %d characters in line %d",
          MAX_COLUMNS,
          MAX_CHARACTERS,
          getStartingLineNumber());
    }
    if (column == ends.length) {
      ends = Arrays.copyOf(ends, 2 * column);
    }
    if (length + count > characters.length) {
      characters = Arrays.copyOf(characters, 2 * (length + count));
    }
  }

  @Override
  protected CsvCells buildRecord() {
    return new CsvCells(
        getStartingLineNumber(),
        Arrays.copyOf(characters, length),
        Arrays.copyOf(ends, getFieldCount()));
  }
}
