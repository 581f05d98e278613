package dev.gradtrace.validation;

import org.jspecify.annotations.Nullable;

/** Names given by users: 1 to 200 characters, not blank, without control characters. */
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
    if (text.isBlank() || text.length() > longest) {
      return "must have 1 to %s characters and not be blank, has %s"
          .formatted(longest, text.length());
    }
    int control = control(text, allowed);
    return control < 0 ? null : "has a control character at position " + (control + 1);
  }

  /**
   * Index of the first control or formatting character that is not in {@code allowed}; −1 if there
   * is none.
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
