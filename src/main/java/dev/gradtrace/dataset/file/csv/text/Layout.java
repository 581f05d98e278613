package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a table; null members are guessed from the first lines.
 *
 * @param header whether the first row names the columns
 * @param comment marker from which on the rest of a line is skipped: 1 to 10 characters, none of
 *     them a blank, a quote or a control character
 */
public record Layout(
    @Nullable Separator separator,
    @Nullable Decimal decimal,
    @Nullable Boolean header,
    @Nullable String comment) {

  /** Everything is guessed. */
  public static final Layout AUTO = new Layout(null, null, null, null);

  private static final int LONGEST_COMMENT = 10;

  public Layout {
    InvalidSpec.unless(
        comment == null || isComment(comment),
        "comment",
        "must be 1 to %d characters without blanks and quotes, was '%s'",
        LONGEST_COMMENT,
        comment);
  }

  private static boolean isComment(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_COMMENT
        && text.chars().noneMatch(c -> c <= ' ' || c == '"');
  }
}
