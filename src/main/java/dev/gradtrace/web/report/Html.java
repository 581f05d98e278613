package dev.gradtrace.web.report;

import java.util.List;

/** HTML, into which texts come escaped: a text is never read as markup. */
final class Html {

  private static final int REPLACEMENT = 0xfffd;

  private final StringBuilder markup = new StringBuilder();

  /** Adds markup of ours. */
  Html raw(String ours) {
    markup.append(ours);
    return this;
  }

  /** Adds an element that holds a text. */
  Html element(String tag, String text) {
    return element(tag, "", text);
  }

  /**
   * Adds an element that holds a text.
   *
   * @param attributes ours, with a space before
   */
  Html element(String tag, String attributes, String text) {
    markup.append('<').append(tag).append(attributes).append('>').append(escaped(text));
    markup.append("</").append(tag).append(">\n");
    return this;
  }

  /** Adds a list of texts; nothing if there are none. */
  Html list(List<String> texts) {
    if (!texts.isEmpty()) {
      markup.append("<ul>\n");
      texts.forEach(text -> element("li", text));
      markup.append("</ul>\n");
    }
    return this;
  }

  /** A text as HTML shows it, in elements and in quoted attributes. */
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
