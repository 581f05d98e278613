package dev.gradtrace.validation;

/** Beginnings of texts that were sent, without dividing a character of two UTF-16 code units. */
public final class Excerpt {

  private Excerpt() {}

  /**
   * A text to be quoted in an answer: the beginning of a longer one, and an ellipsis.
   *
   * @param longest most UTF-16 code units with the ellipsis, at least 2
   */
  public static String of(String text, int longest) {
    return text.length() <= longest ? text : beginning(text, longest - 1) + "…";
  }

  /**
   * The beginning of a text.
   *
   * @param longest most UTF-16 code units, at least 1
   */
  public static String beginning(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean divides = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, divides ? longest - 1 : longest);
  }
}
