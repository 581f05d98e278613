package dev.gradtrace.caption;

import dev.gradtrace.storage.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which captions are looked for.
 *
 * @param text that occurs in name, notes or a tag, whatever the case of its letters; null for any
 * @param tag that is one of its tags; null for any
 */
public record CaptionSearch(@Nullable String text, @Nullable String tag) {

  /** Whatever was said. */
  public static final CaptionSearch ANY = new CaptionSearch(null, null);

  private static final String ESCAPE = "!";

  /** Letters of one case, the same in every language and at every place of a word. */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /**
   * Adds what the rows of captions must fulfil.
   *
   * @param table that has {@link Caption#sought} in its column {@code sought}
   * @param tagged a select of the ids of what has a tag, which is its only parameter
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
