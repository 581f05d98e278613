package dev.gradtrace.plot;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.GradientTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A metric of layers over steps, as colours; the output layer is at the top.
 *
 * @param title what the run is called
 * @param trace holds the metric of the layers
 * @param layers their numbers, at least one
 */
public record HeatMap(String title, GradientTrace trace, Metric metric, List<Integer> layers)
    implements Picture {

  private static final int LINE_HEIGHT = 22;

  public HeatMap {
    layers = layers.stream().distinct().sorted().toList();
  }

  @Override
  public Size preferredSize() {
    return new Size(900, 520);
  }

  @Override
  public String svg(Size size) {
    Quantity quantity = Quantity.of(metric);
    Raster raster = new Raster(rows(quantity), Palette.MISSING);
    Extent amounts = raster.extent();
    Sheet sheet = new Sheet(size, title, subtitle(raster));
    if (trace.size() == 0) {
      return sheet.saying(Sheet.NOTHING_YET);
    }
    if (amounts == null) {
      return sheet.saying(metric.label() + " has no value here.");
    }
    Extent colours = quantity.colours(amounts);
    Extent recorded = recorded();
    double half = trace.size() == 1 ? 0.5 : columnWidth(trace.steps()) / 2;
    Extent steps = new Extent(recorded.low() - half, recorded.high() + half);
    Extent shown = steps.withMargin();
    return sheet.with(
        raster
            .in(new Panel(), steps, colours)
            .amounts(
                quantity.symbol(),
                quantity.ticks(colours),
                colours,
                Map.of("barheight", size.height() / 2))
            .axis("x", "step", Ticks.steps(recorded), shown.low(), shown.high())
            .axis("y", "layer", layerTicks(size), -0.5, layers.size() - 0.5)
            .theme("panel_grid", Panel.blank())
            .theme("legend_position", "right"));
  }

  private String subtitle(Raster raster) {
    String text = metric.label() + " of each layer at each recorded step";
    return raster.hasGaps() && trace.size() > 0 ? text + "; grey: no value" : text;
  }

  private Ticks layerTicks(Size size) {
    return Ticks.rows(
        layers.stream().map(Objects::toString).toList(),
        Math.max(2, (size.height() - Sheet.HEAD) / LINE_HEIGHT));
  }

  private Extent recorded() {
    long[] steps = trace.steps();
    return new Extent(steps[0], steps[steps.length - 1]);
  }

  private static double columnWidth(long[] steps) {
    return (steps[steps.length - 1] - steps[0]) / (steps.length - 1.0);
  }

  private double[][] rows(Quantity quantity) {
    int[] columns = columns();
    return layers.stream()
        .map(
            l -> {
              double[] series = trace.series(l, metric);
              return Arrays.stream(columns).mapToDouble(i -> quantity.place(series[i])).toArray();
            })
        .toArray(double[][]::new);
  }

  /** For columns evenly spread over the steps, the recorded step that is nearest to each. */
  private int[] columns() {
    long[] steps = trace.steps();
    if (steps.length < 2) {
      return IntStream.range(0, steps.length).toArray();
    }
    double width = columnWidth(steps);
    return IntStream.range(0, steps.length)
        .map(column -> nearest(steps, steps[0] + column * width))
        .toArray();
  }

  private static int nearest(long[] steps, double place) {
    int found = Arrays.binarySearch(steps, Math.round(place));
    int after = Math.min(found < 0 ? -found - 1 : found, steps.length - 1);
    boolean before = after > 0 && place - steps[after - 1] < steps[after] - place;
    return before ? after - 1 : after;
  }
}
