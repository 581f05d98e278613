package dev.gradtrace.dataset.file.csv.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines before the rows of a table: a separator line as Excel writes it ({@code sep=;}), and
 * comments.
 *
 * @param separator of the separator line; null if there is none
 * @param comment null if there are none
 * @param lastComment the last comment before the first row, without its marker; numpy.savetxt
 *     writes the column names there; empty if there is none
 */
public record Preamble(
    @Nullable Separator separator, @Nullable Comment comment, String lastComment) {

  private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?[,;\\t|]*");
  private static final List<String> USUAL_COMMENTS = List.of("#", "%");

  /** Reads and skips the preamble of a text. */
  public static Preamble skip(CsvText text, Layout layout) {
    Matcher line = SEPARATOR_LINE.matcher(text.firstLine());
    Separator named = line.matches() ? Separator.of(line.group(1).charAt(0)) : null;
    if (line.matches()) {
      text.skipLine();
    }
    if (layout.comment() != null) {
      return new Preamble(named, new Comment(layout.comment(), true), "");
    }
    String mark = usualComment(text);
    String last = "";
    while (mark != null && isComment(text.firstLine(), mark)) {
      last = text.firstLine().strip().substring(mark.length());
      text.skipLine();
    }
    return new Preamble(named, mark == null ? null : new Comment(mark, false), last);
  }

  /**
   * The common comment marker that the first line begins with, unless every line does; null if
   * there is none.
   */
  private static @Nullable String usualComment(CsvText text) {
    return USUAL_COMMENTS.stream()
        .filter(mark -> isComment(text.firstLine(), mark))
        .filter(
            mark ->
                text.beginning().lines().anyMatch(one -> !one.isBlank() && !isComment(one, mark)))
        .findFirst()
        .orElse(null);
  }

  private static boolean isComment(String line, String mark) {
    return line.stripLeading().startsWith(mark);
  }

  /** A note on comments if the options did not name their marker. */
  public List<String> notes(Layout layout) {
    return comment == null || layout.comment() != null
        ? List.of()
        : List.of("lines that begin with %s were skipped as comments".formatted(comment.marker()));
  }
}
