package dev.gradtrace.dataset.file.csv.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

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
  private final char @Nullable [] comment;
  private final long linesBefore;
  private int skipped;
  private boolean isComment;

  /**
   * @param linesBefore number of lines before the parsed text
   */
  CsvCellsHandler(Dialect dialect, long linesBefore) {
    this.areBlanksOne = dialect.separator() == Separator.SPACE;
    this.comment = dialect.comment() == null ? null : dialect.comment().toCharArray();
    this.linesBefore = linesBefore;
  }

  /** Number of rows of comments or of separators alone so far. */
  int skipped() {
    return skipped;
  }

  @Override
  protected void handleBegin(long line) {
    cells.begin(line + linesBefore);
    isComment = false;
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
    if (isComment || from == to && areBlanksOne && !quoted) {
      return;
    }
    if (comment != null && cells.size() == 0 && !quoted && startsComment(buffer, from, to)) {
      isComment = true;
      skipped++;
      return;
    }
    requireRoom(to - from);
    cells.add(buffer, from, to);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0';
  }

  private boolean startsComment(char[] buffer, int from, int to) {
    if (comment == null || to - from < comment.length) {
      return false;
    }
    for (int i = 0; i < comment.length; i++) {
      if (buffer[from + i] != comment[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected void handleComment(char[] buffer, int offset, int count) {
    isComment = true;
    skipped++;
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

  /** The same object for every row; it has no cells for a comment or a row without characters. */
  @Override
  protected CsvCells buildRecord() {
    boolean isEmpty = cells.length() == 0;
    skipped += isEmpty && cells.size() > 1 ? 1 : 0;
    if (isComment || isEmpty) {
      cells.begin(cells.line());
    }
    return cells;
  }
}
