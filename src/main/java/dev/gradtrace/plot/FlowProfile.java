package dev.gradtrace.plot;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.GradientTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A metric over the layers, at the first, the middle and the last recorded step.
 *
 * @param title name of the run
 * @param trace must contain the metric of the layers
 * @param layers their numbers, at least one
 */
public record FlowProfile(String title, GradientTrace trace, Metric metric, List<Integer> layers)
    implements Picture {

  /** Number of layers up to which points are marked by dots. */
  private static final int MOST_NUMBERS = 20;

  private static final int MOST_DOTS = 60;

  /** Line widths; they differ so that coinciding lines remain visible. */
  private static final double[] WIDTHS = {4, 2.2, 0.9};

  public FlowProfile {
    layers = layers.stream().distinct().sorted().toList();
  }

  @Override
  public Size preferredSize() {
    return new Size(900, 520);
  }

  @Override
  public Sketch sketch(Size size) {
    int last = trace.size() - 1;
    int[] chosen =
        trace.size() == 0 ? new int[0] : IntStream.of(0, last / 2, last).distinct().toArray();
    Sheet sheet = new Sheet(size, title, subtitle(chosen));
    if (chosen.length == 0) {
      return sheet.saying(Sheet.NOTHING_YET);
    }
    Quantity quantity = Quantity.of(metric);
    double[][] profiles = profiles(quantity, chosen);
    Extent extent = Extent.of(Arrays.stream(profiles).flatMapToDouble(Arrays::stream));
    if (extent == null) {
      return sheet.saying(metric.label() + " has no value here.");
    }
    long[] steps = trace.steps();
    List<Series> lines =
        IntStream.range(0, chosen.length)
            .mapToObj(
                i ->
                    new Series(
                        "step " + steps[chosen[i]],
                        Palette.CATEGORICAL.get(i),
                        WIDTHS[i],
                        layers.size() <= MOST_DOTS,
                        numbers(),
                        profiles[i]))
            .toList();
    double least = layers.get(0);
    double greatest = layers.get(layers.size() - 1);
    double margin = Math.max(0.5, (greatest - least) / 50);
    return sheet.with(
        new Panel()
            .lines(lines)
            .axis("x", "layer", layerTicks(), least - margin, greatest + margin)
            .axis("y", quantity.symbol(), quantity.ticks(extent)));
  }

  private double[] numbers() {
    return layers.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  private Ticks layerTicks() {
    Ticks rows = Ticks.rows(layers.stream().map(Objects::toString).toList(), MOST_NUMBERS);
    return new Ticks(
        rows.at().stream().map(row -> (double) layers.get(row.intValue())).toList(), rows.labels());
  }

  private double[][] profiles(Quantity quantity, int[] chosen) {
    double[][] series = layers.stream().map(l -> trace.series(l, metric)).toArray(double[][]::new);
    return Arrays.stream(chosen)
        .mapToObj(i -> Arrays.stream(series).mapToDouble(s -> quantity.place(s[i])).toArray())
        .toArray(double[][]::new);
  }

  private String subtitle(int[] chosen) {
    double[] slopes = trace.slopesPerLayer();
    long[] steps = trace.steps();
    String decay =
        Arrays.stream(chosen)
            .filter(i -> metric == Metric.DELTA_LOG10 && Double.isFinite(slopes[i]))
            .mapToObj(i -> String.format(Locale.ROOT, "%.3f at step %d", slopes[i], steps[i]))
            .collect(Collectors.joining(", "));
    String text = metric.label() + " of each layer";
    return decay.isEmpty() ? text : text + "; decades lost per hidden layer: " + decay;
  }
}
