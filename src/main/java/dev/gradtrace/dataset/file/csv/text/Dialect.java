package dev.gradtrace.dataset.file.csv.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How rows are cut into cells.
 *
 * @param comment null if there are none
 * @param areQuotesPadded whether blanks may precede the opening quote of a cell
 */
public record Dialect(Separator separator, @Nullable Comment comment, boolean areQuotesPadded) {

  private static final Pattern PADDED_QUOTE = Pattern.compile("[,;|\\t] +\"");

  /** The dialect with a separator, for a text with this beginning. */
  public static Dialect of(Separator separator, @Nullable Comment comment, String beginning) {
    boolean areQuotesPadded =
        separator != Separator.SPACE
            && beginning.contains(separator.character() + " ")
            && PADDED_QUOTE.matcher(beginning).find();
    return new Dialect(separator, comment, areQuotesPadded);
  }

  /**
   * The rows of a text.
   *
   * @param linesBefore number of lines of the file before the text
   */
  public CsvRows open(Reader text, long linesBefore) {
    return open(text, linesBefore, false);
  }

  /** The rows of the beginning of a text, which may end within a row. */
  CsvRows openBeginning(Reader text) {
    return open(text, 0, true);
  }

  private CsvRows open(Reader text, long linesBefore, boolean mayEndInQuotes) {
    CsvCellsHandler handler = new CsvCellsHandler(this, linesBefore);
    Reader spaced = separator == Separator.SPACE ? new TabsAsSpaces(text) : text;
    Uncommented uncommented = comment == null ? null : new Uncommented(spaced, this, comment);
    CsvReader<CsvCells> reader =
        CsvReader.builder()
            .fieldSeparator(separator.character())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .trimWhitespacesAroundQuotes(areQuotesPadded)
            .allowUnclosedQuote(mayEndInQuotes)
            .build(handler, uncommented == null ? spaced : uncommented);
    return new CsvRows(reader, handler, uncommented);
  }

  /** A reader that replaces tabs by spaces. */
  private static final class TabsAsSpaces extends FilterReader {

    TabsAsSpaces(Reader text) {
      super(text);
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      return c == '\t' ? ' ' : c;
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
      int read = super.read(target, from, count);
      for (int i = from; i < from + read; i++) {
        if (target[i] == '\t') {
          target[i] = ' ';
        }
      }
      return read;
    }
  }
}
