package dev.gradtrace.dataset.file.csv.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.gradtrace.validation.InvalidSpec;

/**
 * Collects the cells of a row during parsing, without surrounding blanks. With {@link
 * Separator#SPACE} only quoted cells can be empty.
 */
final class CsvCellsHandler extends AbstractBaseCsvCallbackHandler<CsvCells> {

  private static final int MAX_COLUMNS = 1 << 17;
  private static final int MAX_CHARACTERS = 1 << 26;
  private static final int MAX_CHARACTERS_OF_CELL = 10_000;

  private final CsvCells cells = new CsvCells();
  private final boolean areBlanksOne;
  private final long linesBefore;
  private int skipped;

  /**
   * @param linesBefore number of lines before the parsed text
   */
  CsvCellsHandler(Dialect dialect, long linesBefore) {
    this.areBlanksOne = dialect.separator() == Separator.SPACE;
    this.linesBefore = linesBefore;
  }

  /** Number of rows of separators alone so far. */
  int skipped() {
    return skipped;
  }

  @Override
  protected void handleBegin(long line) {
    cells.begin(line + linesBefore);
  }

  @Override
  protected void handleField(int column, char[] buffer, int offset, int count, boolean quoted) {
    int from = offset;
    int to = offset + count;
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    while (from < to && isBlank(buffer[to - 1])) {
      to--;
    }
    if (from == to && areBlanksOne && !quoted) {
      return;
    }
    requireRoom(to - from);
    cells.add(buffer, from, to);
  }

  /** Whether a character is white space or the end of a file of DOS. */
  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r' || c == '\u00a0' || c == '\u001a';
  }

  private void requireRoom(int count) {
    if (count > MAX_CHARACTERS_OF_CELL) {
      throw InvalidSpec.malformed(
          "file",
          "line %d, column %d: has more than %d characters",
          cells.line(),
          cells.size() + 1,
          MAX_CHARACTERS_OF_CELL);
    }
    if (cells.size() >= MAX_COLUMNS || cells.length() + count > MAX_CHARACTERS) {
      throw InvalidSpec.malformed(
          "file",
          "has more than %d columns or %d characters in line %d",
          MAX_COLUMNS,
          MAX_CHARACTERS,
          cells.line());
    }
  }

  /** The same object for every row; it has no cells for a row without characters. */
  @Override
  protected CsvCells buildRecord() {
    boolean isEmpty = cells.length() == 0;
    skipped += isEmpty && cells.size() > 1 ? 1 : 0;
    if (isEmpty) {
      cells.begin(cells.line());
    }
    return cells;
  }
}
