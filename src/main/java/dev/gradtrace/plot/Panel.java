package dev.gradtrace.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One coordinate system with what is drawn in it, in the terms of the grammar of graphics. Its
 * specification is that of Lets-Plot; columns are named after the aesthetics they are mapped to.
 *
 * @see <a href="https://lets-plot.org/">Lets-Plot</a>
 */
final class Panel {

  private static final int BAR_STEPS = 100;

  private final List<Object> layers = new ArrayList<>();
  private final List<Object> scales = new ArrayList<>();
  private final Map<String, Object> guides = new LinkedHashMap<>();
  private final Map<String, Object> title = new LinkedHashMap<>();
  private final Map<String, Object> theme =
      new LinkedHashMap<>(Map.of("name", "minimal", "panel_grid_minor", blank()));

  /** Adds marks. */
  Panel marks(String geom, Map<String, ?> columns, Map<String, ?> constants) {
    Map<String, String> mapping = new LinkedHashMap<>();
    columns.keySet().forEach(name -> mapping.put(name, name));
    Map<String, Object> layer = new LinkedHashMap<>(constants);
    layer.put("geom", geom);
    layer.put("data", columns);
    layer.put("mapping", mapping);
    layer.put("sampling", "none");
    layers.add(layer);
    return this;
  }

  /** Adds an image. */
  Panel image(String url, Extent x, Extent y) {
    layers.add(
        Map.of(
            "geom", "image", "href", url, "xmin", x.low(), "xmax", x.high(), "ymin", y.low(),
            "ymax", y.high()));
    return this;
  }

  /** Names an axis, {@code "x"} or {@code "y"}; without ticks they are chosen by its numbers. */
  Panel axis(String axis, String name, @Nullable Ticks ticks) {
    return scale(axis, name, ticks, Map.of());
  }

  /** Names an axis, without a margin beyond its limits. */
  Panel axis(String axis, String name, @Nullable Ticks ticks, double from, double to) {
    return scale(
        axis, name, ticks, Map.of("limits", List.of(from, to), "expand", List.of(0.0, 0.0)));
  }

  /** Draws lines, the first in the background, and names them in a legend. */
  Panel lines(List<Series> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Series line = lines.get(i);
      Map<String, List<?>> columns =
          Map.of(
              "x", column(line.x()),
              "y", column(line.y()),
              "group", unbroken(line.y()),
              "color", Collections.nCopies(line.x().length, key(i)));
      marks("line", columns, Map.of("size", line.width()));
      if (line.hasDots()) {
        marks("point", columns, Map.of("size", 3));
      }
    }
    return kinds(
        "color",
        lines.stream().map(Series::name).toList(),
        lines.stream().map(Series::colour).toList());
  }

  /** Numbers the parts of a line between its gaps, over which Lets-Plot would draw it. */
  private static List<String> unbroken(double[] values) {
    List<String> parts = new ArrayList<>(values.length);
    int gaps = 0;
    for (double value : values) {
      gaps += Double.isFinite(value) ? 0 : 1;
      parts.add(key(gaps));
    }
    return parts;
  }

  /** Gives what is numbered in a column of keys its look. */
  Panel kinds(String aesthetic, List<String> things, List<?> looks) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      keys.add(key(i));
    }
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("name", "");
    scale.put("limits", keys);
    scale.put("labels", things);
    scale.put("values", looks);
    scales.add(scale);
    return this;
  }

  /** Leaves an aesthetic out of the legend. */
  Panel without(String aesthetic) {
    guides.put(aesthetic, "none");
    return this;
  }

  /** Gives each amount in the column {@code "color"} a colour. */
  Panel amounts(String name, @Nullable Ticks ticks, Extent amounts, Map<String, ?> barSize) {
    Map<String, Object> bar = new LinkedHashMap<>(barSize);
    bar.put("name", "colorbar");
    bar.put("nbin", BAR_STEPS);
    return scale(
        "color",
        name,
        ticks,
        Map.of(
            "scale_mapper_kind",
            "color_gradientn",
            "colors",
            Palette.VIRIDIS,
            "limits",
            List.of(amounts.low(), amounts.high()),
            "guide",
            bar));
  }

  private Panel scale(
      String aesthetic, String name, @Nullable Ticks ticks, Map<String, ?> options) {
    Map<String, Object> scale = new LinkedHashMap<>(options);
    scale.put("aesthetic", aesthetic);
    scale.put("name", name);
    if (ticks != null) {
      scale.put("breaks", ticks.at());
      scale.put("labels", ticks.labels());
    }
    scales.add(scale);
    return this;
  }

  /** Writes a title above it: one of ours, since formulas are found in it. */
  Panel title(String text) {
    title.put("text", text);
    return this;
  }

  /** Changes the theme. */
  Panel theme(String option, Object value) {
    theme.put(option, value);
    return this;
  }

  /** Puts the legend below, unless it has its place. */
  void narrow() {
    theme.putIfAbsent("legend_position", "bottom");
  }

  /** What is left out of a theme. */
  static Map<String, Object> blank() {
    return Map.of("name", "blank", "blank", true);
  }

  Map<String, Object> spec() {
    return Map.of(
        "kind", "plot",
        "layers", layers,
        "scales", scales,
        "theme", theme,
        "guides", guides,
        "ggtitle", title,
        "coord", Map.of("name", "cartesian"));
  }

  /** A column; where a number is not finite there is no mark. */
  static List<@Nullable Double> column(double[] values) {
    List<@Nullable Double> column = new ArrayList<>(values.length);
    for (double value : values) {
      column.add(Double.isFinite(value) ? value : null);
    }
    return column;
  }

  /** The key of a thing in the columns of {@link #kinds}. */
  static String key(int thing) {
    return "k" + thing;
  }
}
