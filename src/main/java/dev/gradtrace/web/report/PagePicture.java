package dev.gradtrace.web.report;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Adapts a picture's SVG to a page: its colours become custom properties of the page, light or
 * dark, its ids become unique, and its width follows the page's.
 */
final class PagePicture {

  /** Custom properties by the colours that pictures use for background, text, axes and grid. */
  private static final Map<String, String> INKS =
      Map.of(
          "fill=\"#FFFFFF\"", "fill=\"var(--paper)\"",
          "fill=\"rgb(255,255,255)\"", "fill=\"var(--paper)\"",
          "stroke=\"rgb(255,255,255)\"", "stroke=\"var(--paper)\"",
          "fill=\"#333333\"", "fill=\"var(--ink)\"",
          "fill: #474747;", "fill: var(--ink);",
          "stroke=\"rgb(71,71,71)\"", "stroke=\"var(--muted)\"",
          "stroke=\"rgb(233,233,233)\"", "stroke=\"var(--line)\"",
          "stroke=\"rgb(179,179,179)\"", "stroke=\"var(--faint)\"");

  private static final Pattern ID = Pattern.compile("(id=\"|#)(part\\d+)");
  private static final Pattern SIZE =
      Pattern.compile("^<svg xmlns=\"([^\"]+)\" width=\"\\d+\" height=\"\\d+\"");

  private PagePicture() {}

  /**
   * @param name unique on the page, of ASCII letters and hyphens
   */
  static String of(String svg, String name) {
    String inked = svg;
    for (Map.Entry<String, String> ink : INKS.entrySet()) {
      inked = inked.replace(ink.getKey(), ink.getValue());
    }
    String named = ID.matcher(inked).replaceAll("$1" + name + "-$2");
    return SIZE.matcher(named).replaceFirst("<svg xmlns=\"$1\" class=\"picture\"");
  }
}
