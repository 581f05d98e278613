package dev.gradtrace.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A grid with layers as rows, the first at the bottom, and recorded steps as columns of equal
 * width.
 *
 * @param steps ascending, at least one
 * @param layers their numbers, at least one
 */
record StepGrid(long[] steps, List<Integer> layers) {

  private static final int LINE_HEIGHT = 22;

  /** For evenly spaced columns, the index of the nearest recorded step. */
  int[] columns() {
    if (steps.length < 2) {
      return IntStream.range(0, steps.length).toArray();
    }
    double width = columnWidth();
    return IntStream.range(0, steps.length)
        .map(column -> nearest(steps[0] + column * width))
        .toArray();
  }

  private int nearest(double place) {
    int found = Arrays.binarySearch(steps, Math.round(place));
    int after = Math.min(found < 0 ? -found - 1 : found, steps.length - 1);
    boolean before = after > 0 && place - steps[after - 1] < steps[after] - place;
    return before ? after - 1 : after;
  }

  private double columnWidth() {
    return (steps[steps.length - 1] - steps[0]) / (steps.length - 1.0);
  }

  /** From the left edge of the first column to the right edge of the last. */
  Extent width() {
    double half = steps.length == 1 ? 0.5 : columnWidth() / 2;
    return new Extent(steps[0] - half, steps[steps.length - 1] + half);
  }

  /** Draws a raster with both axes into a panel. */
  Panel draw(Raster raster, Extent colours, Size size) {
    Extent recorded = new Extent(steps[0], steps[steps.length - 1]);
    Extent shown = width().withMargin();
    return raster
        .in(new Panel(), width(), colours)
        .axis("x", "step", Ticks.steps(recorded), shown.low(), shown.high())
        .axis("y", "layer", layerTicks(size), -0.5, layers.size() - 0.5)
        .theme("panel_grid", Panel.blank())
        .theme("legend_position", "right");
  }

  private Ticks layerTicks(Size size) {
    return Ticks.rows(
        layers.stream().map(Objects::toString).toList(),
        Math.max(2, (size.height() - Sheet.HEAD) / LINE_HEIGHT));
  }
}
