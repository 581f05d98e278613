package dev.gradtrace.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plot in one coordinate system, in the terms of the grammar of graphics. Its specification is
 * that of Lets-Plot; columns are named after the aesthetics they are mapped to.
 *
 * @see <a href="https://lets-plot.org/">Lets-Plot</a>
 */
final class Panel {

  /** Most bytes that the plot library allocates for a panel without marks. */
  private static final long BYTES_OF_PANEL = 800_000;

  /** Most bytes for the grid, for each pixel of its width and its height. */
  private static final long BYTES_OF_PIXEL = 800;

  /** Most bytes for each tick that is set. */
  private static final long BYTES_OF_TICK = 42_000;

  /** Most bytes for each layer, without its marks. */
  private static final long BYTES_OF_LAYER = 330_000;

  /** Most bytes for a legend. */
  private static final long BYTES_OF_LEGEND = 700_000;

  private static final Map<String, Long> BYTES_OF_MARKS =
      Map.of(
          "line", 3_300L, "point", 9_000L, "ribbon", 10_000L, "rect", 12_400L, "segment", 12_300L,
          "text", 27_500L);

  /** Bytes for each letter of an image's URL, which is copied with the SVG. */
  private static final long BYTES_OF_LETTER = 60;

  private static final int BAR_STEPS = 100;

  private final List<Object> layers = new ArrayList<>();
  private final List<Object> scales = new ArrayList<>();
  private long bytesOfMarks;
  private final Map<String, Object> guides = new LinkedHashMap<>();
  private final Map<String, Object> title = new LinkedHashMap<>();
  private final Map<String, Object> theme =
      new LinkedHashMap<>(Map.of("name", "minimal", "panel_grid_minor", blank()));

  /**
   * Adds a layer with a geom; {@code columns} are mapped to aesthetics, {@code constants} are
   * fixed.
   */
  Panel marks(String geom, Map<String, ? extends List<?>> columns, Map<String, ?> constants) {
    Map<String, String> mapping = new LinkedHashMap<>();
    columns.keySet().forEach(name -> mapping.put(name, name));
    Map<String, Object> layer = new LinkedHashMap<>(constants);
    layer.put("geom", geom);
    layer.put("data", columns);
    layer.put("mapping", mapping);
    layer.put("sampling", "none");
    layers.add(layer);
    bytesOfMarks +=
        BYTES_OF_LAYER
            + bytesOf(geom) * columns.values().stream().mapToInt(List::size).max().orElse(1);
    return this;
  }

  /** Most bytes that the plot library allocates for one mark of a geom. */
  static long bytesOf(String geom) {
    return Objects.requireNonNull(BYTES_OF_MARKS.get(geom), geom);
  }

  /** Adds an image over these ranges. */
  Panel image(String url, Extent x, Extent y) {
    bytesOfMarks += BYTES_OF_LAYER + BYTES_OF_LETTER * url.length();
    layers.add(
        Map.of(
            "geom", "image", "href", url, "xmin", x.low(), "xmax", x.high(), "ymin", y.low(),
            "ymax", y.high()));
    return this;
  }

  /** Names an axis, {@code "x"} or {@code "y"}; null ticks are chosen automatically. */
  Panel axis(String axis, String name, @Nullable Ticks ticks) {
    return scale(axis, name, ticks, Map.of());
  }

  /** Names an axis with fixed limits and no margin. */
  Panel axis(String axis, String name, @Nullable Ticks ticks, double from, double to) {
    return scale(
        axis, name, ticks, Map.of("limits", List.of(from, to), "expand", List.of(0.0, 0.0)));
  }

  /** Adds lines with a legend; later lines are in front. */
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

  /**
   * The number of the part of a line between gaps for each value: Lets-Plot would connect the
   * parts.
   */
  private static List<String> unbroken(double[] values) {
    List<String> parts = new ArrayList<>(values.length);
    int gaps = 0;
    for (double value : values) {
      gaps += Double.isFinite(value) ? 0 : 1;
      parts.add(key(gaps));
    }
    return parts;
  }

  /** Gives each key in a column a name in the legend and a look. */
  Panel kinds(String aesthetic, List<String> things, List<?> looks) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      keys.add(key(i));
    }
    bytesOfMarks += BYTES_OF_LEGEND;
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("name", "");
    scale.put("limits", keys);
    scale.put("labels", things);
    scale.put("values", looks);
    scales.add(scale);
    return this;
  }

  /** Removes an aesthetic from the legend. */
  Panel without(String aesthetic) {
    guides.put(aesthetic, "none");
    return this;
  }

  /** Adds a colour scale for the amounts in the column {@code "color"}. */
  Panel amounts(String name, @Nullable Ticks ticks, Extent amounts, Map<String, ?> barSize) {
    bytesOfMarks += BYTES_OF_LEGEND;
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
      bytesOfMarks += BYTES_OF_TICK * ticks.at().size();
      scale.put("breaks", ticks.at());
      scale.put("labels", ticks.labels());
    }
    scales.add(scale);
    return this;
  }

  /** Sets the title. It must not be a user's text, since Lets-Plot interprets formulas. */
  Panel title(String text) {
    title.put("text", text);
    return this;
  }

  /** Changes the theme. */
  Panel theme(String option, Object value) {
    theme.put(option, value);
    return this;
  }

  /** Moves the legend below the plot, unless its position is set. */
  void narrow() {
    theme.putIfAbsent("legend_position", "bottom");
  }

  /** The theme value that hides an element. */
  static Map<String, Object> blank() {
    return Map.of("name", "blank", "blank", true);
  }

  /** Upper bound on the bytes that the plot library allocates for this panel. */
  long bytes(Size size) {
    return bytesOfAxes(size) + bytesOfMarks;
  }

  /** The same for a panel without marks. */
  static long bytesOfAxes(Size size) {
    return BYTES_OF_PANEL + BYTES_OF_PIXEL * (size.width() + size.height());
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

  /** A column of data; values that are not finite become null, which draws nothing. */
  static List<@Nullable Double> column(double[] values) {
    List<@Nullable Double> column = new ArrayList<>(values.length);
    for (double value : values) {
      column.add(Double.isFinite(value) ? value : null);
    }
    return column;
  }

  /** The key of item {@code thing} in the columns of {@link #kinds}. */
  static String key(int thing) {
    return "k" + thing;
  }
}
