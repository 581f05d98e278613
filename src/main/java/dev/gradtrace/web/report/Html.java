package dev.gradtrace.web.report;

import java.util.List;

/** Builds HTML; texts are escaped, so that they are never read as markup. */
final class Html {

  private static final int REPLACEMENT = 0xfffd;

  private final StringBuilder markup = new StringBuilder();

  /** Adds trusted markup. */
  Html raw(String ours) {
    markup.append(ours);
    return this;
  }

  /** Adds an element with a text. */
  Html element(String tag, String text) {
    return element(tag, "", text);
  }

  /**
   * Adds an element with a text.
   *
   * @param attributes trusted, with a leading space
   */
  Html element(String tag, String attributes, String text) {
    markup.append('<').append(tag).append(attributes).append('>').append(escaped(text));
    markup.append("</").append(tag).append(">\n");
    return this;
  }

  /** Adds a list of texts; nothing if it is empty. */
  Html list(List<String> texts) {
    if (!texts.isEmpty()) {
      markup.append("<ul>\n");
      texts.forEach(text -> element("li", text));
      markup.append("</ul>\n");
    }
    return this;
  }

  /** A text escaped for elements and quoted attributes. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isText(c) ? c : REPLACEMENT);
              }
            });
    return escaped.toString();
  }

  private static boolean isText(int c) {
    return c == '\n' || c == '\t' || c >= 0x20 && !(c >= 0x7f && c <= 0x9f) && !(c >> 11 == 0x1b);
  }

  @Override
  public String toString() {
    return markup.toString();
  }
}
