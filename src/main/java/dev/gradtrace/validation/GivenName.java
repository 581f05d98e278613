package dev.gradtrace.validation;

import org.jspecify.annotations.Nullable;

/**
 * Names given by users: 1 to 200 characters, some of them visible, none of them a control
 * character, one that turns the direction of writing, or none of Unicode.
 */
public final class GivenName {

  /** Most characters of a name. */
  public static final int LONGEST = 200;

  private GivenName() {}

  /** What is wrong with a name; null if it is valid. */
  public static @Nullable String fault(String name) {
    return fault(name, LONGEST);
  }

  /** What is wrong with a text of at most {@code longest} characters; null if it is valid. */
  public static @Nullable String fault(String text, int longest) {
    return fault(text, longest, "");
  }

  /** The same for a text that may contain line breaks and tabs. */
  public static @Nullable String faultOfLines(String text, int longest) {
    return fault(text, longest, "\n\r\t");
  }

  private static @Nullable String fault(String text, int longest, String allowed) {
    if (text.codePoints().noneMatch(GivenName::isVisible) || text.length() > longest) {
      return "must have 1 to %s characters and not be blank, has %s"
          .formatted(longest, text.length());
    }
    int control = control(text, allowed);
    return control < 0 ? null : "has a control character at position " + (control + 1);
  }

  private static boolean isVisible(int character) {
    return !Character.isWhitespace(character)
        && !Character.isSpaceChar(character)
        && Character.getType(character) != Character.FORMAT;
  }

  /**
   * Whether a character embeds, overrides or isolates a direction of writing, so that what stands
   * behind it is read in another order.
   */
  private static boolean turnsDirection(int character) {
    return switch (Character.getDirectionality(character)) {
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
          true;
      default -> false;
    };
  }

  /** Whether Unicode promises never to give a code point a character. */
  private static boolean isNone(int codePoint) {
    return (codePoint & 0xfffe) == 0xfffe || codePoint >= 0xfdd0 && codePoint <= 0xfdef;
  }

  /**
   * Index of the first control or formatting character that is not in {@code allowed}; −1 if there
   * is none.
   */
  private static int control(String text, String allowed) {
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      if (allowed.indexOf(character) >= 0) {
        continue;
      }
      int type = Character.getType(character);
      if (type == Character.CONTROL
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR
          || turnsDirection(character)
          || isNone(character)) {
        return i;
      }
    }
    return -1;
  }
}
