package dev.gradtrace.plot;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.GradientTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A metric of layers over steps, as a heat map; the output layer is at the top.
 *
 * @param title name of the run
 * @param trace must contain the metric of the layers
 * @param layers their numbers, at least one
 */
public record HeatMap(String title, GradientTrace trace, Metric metric, List<Integer> layers)
    implements Picture {

  public HeatMap {
    layers = layers.stream().distinct().sorted().toList();
  }

  @Override
  public Size preferredSize() {
    return new Size(900, 520);
  }

  @Override
  public Sketch sketch(Size size) {
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
    return sheet.with(
        grid()
            .draw(raster, colours, size)
            .amounts(
                quantity.symbol(),
                quantity.ticks(colours),
                colours,
                Map.of("barheight", size.height() / 2)));
  }

  private String subtitle(Raster raster) {
    String text = metric.label() + " of each layer at each recorded step";
    return raster.hasGaps() && trace.size() > 0 ? text + "; grey: no value" : text;
  }

  private StepGrid grid() {
    return new StepGrid(trace.steps(), layers);
  }

  private double[][] rows(Quantity quantity) {
    int[] columns = grid().columns();
    return layers.stream()
        .map(
            l -> {
              double[] series = trace.series(l, metric);
              return Arrays.stream(columns).mapToDouble(i -> quantity.place(series[i])).toArray();
            })
        .toArray(double[][]::new);
  }
}
