package dev.gradtrace.plot;

import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.trace.Distributions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Ridgeline plots of the magnitudes of a tensor's entries in octaves: a ridge per step, later ones
 * higher up; a panel per layer. A second run is drawn over the first in another colour.
 *
 * @param runs one or two
 * @param layers their numbers, at least one; of more than six, a selection is drawn
 */
public record Ridges(List<DistributedRun> runs, Tensor of, List<Integer> layers)
    implements Picture {

  private static final int MOST_PANELS = 6;

  /** Panels per row by the number of panels, so that every row is full. */
  private static final int[] BESIDE = {1, 1, 2, 3, 2, 5, 3};

  private static final int MOST_RIDGES = 25;

  /** Height of the highest ridge, in units of the distance between ridges. */
  private static final double OVERLAP = 3;

  private static final double OPACITY = 0.55;

  /** Labels of the runs in legends; the title has their names. */
  private static final List<String> ORDER = List.of("first run", "second run");

  private static final double LOG10_2 = Math.log10(2);

  public Ridges {
    layers = layers.stream().distinct().sorted().toList();
  }

  static String titles(List<DistributedRun> runs) {
    return runs.stream().map(DistributedRun::title).collect(Collectors.joining(" and "));
  }

  @Override
  public Size preferredSize() {
    return new Size(900, 300 * rows());
  }

  private int rows() {
    return chosen().size() / beside();
  }

  private int beside() {
    return BESIDE[chosen().size()];
  }

  /** All layers, or a selection: the first, the last, and evenly spaced ones between. */
  private List<Integer> chosen() {
    int last = layers.size() - 1;
    return last < MOST_PANELS
        ? layers
        : IntStream.range(0, MOST_PANELS)
            .mapToObj(i -> layers.get((int) Math.round(i * last / (MOST_PANELS - 1.0))))
            .toList();
  }

  @Override
  public Sketch sketch(Size size) {
    Sheet sheet =
        new Sheet(
            size,
            titles(runs),
            "|%s| over octaves, by step; height: share of all entries".formatted(of.label()));
    Extent steps = Extent.of(runs.stream().flatMapToDouble(Ridges::steps));
    return steps == null
        ? sheet.saying(Sheet.NOTHING_YET)
        : sheet.tiled(chosen().stream().map(l -> panel(l, steps)).toList(), beside());
  }

  private static DoubleStream steps(DistributedRun run) {
    return Arrays.stream(run.kept().steps()).asDoubleStream();
  }

  private Panel panel(int l, Extent steps) {
    Extent shown = steps.opened();
    double distance = (shown.high() - shown.low()) / MOST_RIDGES;
    double height = OVERLAP * distance / greatestShare(l);
    Panel panel = new Panel().title("layer " + l);
    List<Double> places = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      Outline outline = new Outline(Panel.key(run), height);
      for (int i : ridges(runs.get(run).kept())) {
        Distributions kept = runs.get(run).kept();
        outline.add(kept.steps()[i], kept.at(i, of, l));
      }
      places.addAll(outline.x);
      panel.marks("ribbon", outline.columns(), Map.of("alpha", OPACITY, "size", 0.4));
    }
    Extent sizes = Extent.of(places.stream().mapToDouble(Double::doubleValue));
    List<String> colours = Palette.CATEGORICAL.subList(0, runs.size());
    List<String> names = ORDER.subList(0, runs.size());
    panel
        .kinds("fill", names, colours)
        .kinds("color", names, colours)
        .without("color")
        .axis("x", "|x|", sizes == null ? null : Ticks.logarithmic(sizes))
        .axis("y", "step", Ticks.steps(shown));
    return runs.size() == 1 ? panel.without("fill") : panel.theme("legend_position", "bottom");
  }

  private double greatestShare(int l) {
    double greatest = 0;
    for (DistributedRun run : runs) {
      for (Distribution counted : run.kept().series(of, l)) {
        for (int k = 0; k < counted.octaves(); k++) {
          greatest = Math.max(greatest, share(counted, k));
        }
      }
    }
    return greatest == 0 ? 1 : greatest;
  }

  private static double share(Distribution counted, int k) {
    return (counted.negative()[k] + counted.positive()[k]) / (double) counted.count();
  }

  /** Indices of the drawn steps, latest first, so that earlier ridges are drawn in front. */
  private static List<Integer> ridges(Distributions kept) {
    int last = kept.size() - 1;
    return IntStream.range(0, Math.min(MOST_RIDGES, kept.size()))
        .map(
            i -> last < MOST_RIDGES ? last - i : last - (int) ((long) i * last / (MOST_RIDGES - 1)))
        .boxed()
        .toList();
  }

  /** The outlines of the ridges of a run, point by point. */
  private static final class Outline {

    private final String run;
    private final double height;
    private final List<Double> x = new ArrayList<>();
    private final List<Double> ymin = new ArrayList<>();
    private final List<Double> ymax = new ArrayList<>();
    private final List<String> group = new ArrayList<>();

    Outline(String run, double height) {
      this.run = run;
      this.height = height;
    }

    void add(long step, Distribution counted) {
      if (counted.isEmpty()) {
        return;
      }
      add(step, counted.firstExponent(), 0);
      for (int k = 0; k < counted.octaves(); k++) {
        add(step, counted.firstExponent() + k + 0.5, share(counted, k));
      }
      add(step, counted.lastExponent() + 1.0, 0);
    }

    private void add(long step, double exponent, double share) {
      x.add(exponent * LOG10_2);
      ymin.add((double) step);
      ymax.add(step + share * height);
      group.add(run + "/" + step);
    }

    Map<String, List<?>> columns() {
      List<String> runs = Collections.nCopies(x.size(), run);
      return Map.of(
          "x", x, "ymin", ymin, "ymax", ymax, "group", group, "fill", runs, "color", runs);
    }
  }
}
