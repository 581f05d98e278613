package dev.gradtrace.web.report;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * SVG within a page: its inks are custom properties of the page, light or dark, its ids are told
 * apart from those of others, and it is as wide as there is room.
 */
final class PagePicture {

  /** How pictures write their paper, letters, axes and grid. */
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
   * @param name of ASCII letters and hyphens, which no other picture of the page has
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
