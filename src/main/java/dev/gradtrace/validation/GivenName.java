package dev.gradtrace.validation;

import org.jspecify.annotations.Nullable;

/** Names that users give: 1 to 200 characters, not blank, none of them a control character. */
public final class GivenName {

  /** Most characters of a name. */
  public static final int LONGEST = 200;

  private GivenName() {}

  /** What is wrong with a name; null if nothing is. */
  public static @Nullable String fault(String name) {
    return fault(name, LONGEST);
  }

  /** What is wrong with a text of at most so many characters; null if nothing is. */
  public static @Nullable String fault(String text, int longest) {
    return fault(text, longest, "");
  }

  /** The same of a text that may have several lines, and tabs. */
  public static @Nullable String faultOfLines(String text, int longest) {
    return fault(text, longest, "\n\r\t");
  }

  private static @Nullable String fault(String text, int longest, String allowed) {
    if (text.isBlank() || text.length() > longest) {
      return "must have 1 to %s characters and not be blank, has %s"
          .formatted(longest, text.length());
    }
    int control = control(text, allowed);
    return control < 0 ? null : "has a control character at position " + (control + 1);
  }

  /**
   * Position of the first character that controls how others are shown, of those that may not; −1
   * if there is none.
   */
  private static int control(String text, String allowed) {
    for (int i = 0; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) >= 0) {
        continue;
      }
      int type = Character.getType(text.charAt(i));
      if (type == Character.CONTROL
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        return i;
      }
    }
    return -1;
  }
}
