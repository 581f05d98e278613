package dev.gradtrace.plot;

import dev.gradtrace.validation.Deadline;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A sheet of white paper with a title and, below, panels. Names given by users are written as SVG
 * text here, because Lets-Plot would interpret formulas in them.
 */
record Sheet(Size size, String title, String subtitle) {

  static final String NOTHING_YET = "Nothing has been recorded yet.";

  static final int HEAD = 62;
  private static final int MARGIN = 16;
  private static final int NARROW = 600;
  private static final double WIDTH_OF_TITLE_LETTER = 10.5;
  private static final double WIDTH_OF_SUBTITLE_LETTER = 7;
  private static final int REPLACEMENT = 0xfffd;
  private static final String ELLIPSIS = "…";
  private static final Pattern TAG = Pattern.compile("<\\w[^<>]*>");
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\.\\d\\d)\\d+");
  private static final Pattern ID = Pattern.compile("id=\"(\\w+)\"");

  /** A sheet with a message instead of panels. */
  Sketch saying(String message) {
    return new Sketch(
        size,
        List.of(),
        () ->
            document(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-size=\"15\">%s</text>\n"
                    .formatted(size.width() / 2, (size.height() + HEAD) / 2, escaped(message))));
  }

  /** A sheet with one panel. */
  Sketch with(Panel panel) {
    fit(List.of(panel));
    return sketch(List.of(panel), panel.spec());
  }

  /** A sheet with panels below each other. */
  Sketch stacked(List<Panel> panels, List<Double> heights) {
    fit(panels);
    return sketch(panels, grid(panels, 1, Map.of("nrow", panels.size(), "heights", heights)));
  }

  /** A sheet with panels side by side. */
  Sketch beside(List<Panel> panels, List<Double> widths) {
    return sketch(panels, grid(panels, panels.size(), Map.of("nrow", 1, "widths", widths)));
  }

  /** A sheet with panels in full rows of {@code columns}. */
  Sketch tiled(List<Panel> panels, int columns) {
    return sketch(panels, grid(panels, columns, Map.of("nrow", panels.size() / columns)));
  }

  private void fit(List<Panel> panels) {
    if (size.width() < NARROW) {
      panels.forEach(Panel::narrow);
    }
  }

  private static Map<String, Object> grid(
      List<Panel> panels, int columns, Map<String, Object> shape) {
    Map<String, Object> layout = new HashMap<>(shape);
    layout.putAll(Map.of("name", "grid", "ncol", columns, "align", true));
    return Map.of(
        "kind", "subplots", "layout", layout, "figures", panels.stream().map(Panel::spec).toList());
  }

  private Sketch sketch(List<Panel> panels, Map<String, Object> spec) {
    return new Sketch(size, panels, () -> drawn(spec));
  }

  private String drawn(Map<String, Object> spec) {
    Deadline.check();
    String drawn =
        PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
            new HashMap<>(spec),
            new DoubleVector(size.width() - MARGIN, size.height() - HEAD),
            new UnsupportedRGBEncoder(),
            true);
    Deadline.check();
    return document(
        rounded(withStableIds(drawn))
            .replaceFirst("<svg ", "<svg x=\"%s\" y=\"%s\" ".formatted(MARGIN / 2, HEAD)));
  }

  /** Replaces the random ids of Lets-Plot by numbers, so that equal pictures are equal texts. */
  private static String withStableIds(String drawn) {
    Map<String, String> names = new LinkedHashMap<>();
    Matcher ids = ID.matcher(drawn);
    while (ids.find()) {
      names.putIfAbsent(ids.group(1), "part" + (names.size() + 1));
    }
    return names.isEmpty()
        ? drawn
        : Pattern.compile(String.join("|", names.keySet()))
            .matcher(drawn)
            .replaceAll(id -> names.get(id.group()));
  }

  /** Rounds coordinates to hundredths of a pixel. */
  private static String rounded(String drawn) {
    return TAG.matcher(drawn)
        .replaceAll(
            tag -> Matcher.quoteReplacement(NEEDLESS_DIGITS.matcher(tag.group()).replaceAll("$1")));
  }

  private String document(String content) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" role="img" \
        font-family="Lucida Grande, sans-serif" fill="%3$s">
        <title>%4$s</title>
        <desc>%5$s</desc>
        <rect width="%1$s" height="%2$s" fill="%6$s"/>
        <text x="%7$s" y="30" font-size="18" font-weight="bold">%8$s</text>
        <text x="%7$s" y="52" font-size="13">%9$s</text>
        """
            .formatted(
                size.width(),
                size.height(),
                Palette.INK,
                escaped(title),
                escaped(subtitle),
                Palette.PAPER,
                MARGIN,
                escaped(fitting(title, WIDTH_OF_TITLE_LETTER)),
                escaped(fitting(subtitle, WIDTH_OF_SUBTITLE_LETTER)))
        + content
        + "</svg>\n";
  }

  private String fitting(String text, double widthOfLetter) {
    return shortened(text, (int) ((size.width() - 2 * MARGIN) / widthOfLetter));
  }

  /** A text cut to {@code most} code points. */
  static String shortened(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + ELLIPSIS;
  }

  /** A text on one line, with a replacement character for each that XML does not allow. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : isXml(c) ? c : REPLACEMENT)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static String escaped(String text) {
    return line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
  }
}
