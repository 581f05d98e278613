package dev.gradtrace.caption;

import dev.gradtrace.storage.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which captions to find.
 *
 * @param text occurs in name, notes or a tag, ignoring case; null matches any
 * @param tag equals one of the tags; null matches any
 */
public record CaptionSearch(@Nullable String text, @Nullable String tag) {

  /** Matches every caption. */
  public static final CaptionSearch ANY = new CaptionSearch(null, null);

  private static final String ESCAPE = "!";

  /**
   * Text folded to one case character by character, the same in every locale and at every position
   * in a word.
   */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /**
   * Adds the SQL conditions of this search and their parameters.
   *
   * @param table with a column {@code sought} that holds {@link Caption#sought}
   * @param tagged a select of the ids with a tag, its only parameter
   */
  public void restrict(
      String table, String tagged, List<String> conditions, List<Object> parameters) {
    if (text != null) {
      conditions.add(table + ".sought like ? escape '" + ESCAPE + "'");
      parameters.add("%" + escaped(Sql.text(folded(text))) + "%");
    }
    if (tag != null) {
      conditions.add("id in (" + tagged + ")");
      parameters.add(Sql.text(tag));
    }
  }

  private static String escaped(String text) {
    return text.replaceAll("[!%_]", ESCAPE + "$0");
  }
}
