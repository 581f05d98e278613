package dev.gradtrace.plot;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.GradientTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Waterfall chart of the gradient's gains and losses from the cost to layer 1, at the first
 * recorded step: a bar per factor, in decades, which begins where the one before ended.
 *
 * @param title name of the run
 * @param trace must contain the gains of all layers
 * @param depth number of layers L
 */
public record Waterfall(String title, GradientTrace trace, int depth) implements Picture {

  private static final int MOST_NUMBERS = 14;

  /** Half the width of a bar; bars are 1 apart. */
  private static final double HALF = 0.42;

  /** Of a layer: W, what lies between layers, N and σ′. */
  private static final int FACTORS_OF_LAYER = 4;

  /** Kinds of factors. */
  private enum Kind {
    COST("cost", 6, "cost"),
    ACTIVATION("σ′", 1, "σ′"),
    WEIGHT("weights", 0, "W"),
    JUNCTION("between layers", 2, "↷"),
    NORMALIZATION("normalisation", 4, "N");

    private final String words;
    private final String colour;
    private final String sign;

    Kind(String words, int colour, String sign) {
      this.words = words;
      this.colour = Palette.CATEGORICAL.get(colour);
      this.sign = sign;
    }
  }

  private record Factor(Kind kind, String name, double gain) {}

  @Override
  public Size preferredSize() {
    return new Size(900, 460);
  }

  @Override
  public Sketch sketch(Size size) {
    List<Factor> factors = trace.size() == 0 ? List.of() : factors();
    Sheet sheet = new Sheet(size, title, factors.isEmpty() ? "" : summary(factors));
    if (factors.isEmpty()) {
      return sheet.saying(Sheet.NOTHING_YET);
    }
    List<Kind> kinds = factors.stream().map(Factor::kind).distinct().sorted().toList();
    double[] level = levels(factors);
    double least = IntStream.range(0, level.length).mapToDouble(i -> level[i]).min().orElse(0);
    double most = IntStream.range(0, level.length).mapToDouble(i -> level[i]).max().orElse(0);
    Extent shown = new Extent(Math.min(0, least), Math.max(0, most)).withMargin();
    List<Double> left = new ArrayList<>();
    List<Double> right = new ArrayList<>();
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    List<String> fill = new ArrayList<>();
    for (int i = 0; i < level.length - 1; i++) {
      left.add(i - HALF);
      right.add(i + HALF);
      low.add(Math.min(level[i], level[i + 1]));
      high.add(Math.max(level[i], level[i + 1]));
      fill.add(Panel.key(kinds.indexOf(factors.get(i).kind())));
    }
    return sheet.with(
        new Panel()
            .marks(
                "rect",
                Map.of("xmin", left, "xmax", right, "ymin", low, "ymax", high, "fill", fill),
                Map.of("size", 0))
            .kinds(
                "fill",
                kinds.stream().map(kind -> kind.words).toList(),
                kinds.stream().map(kind -> kind.colour).toList())
            .axis(
                "x",
                "from the cost (left) back to layer 1 (right)",
                Ticks.rows(factors.stream().map(Factor::name).toList(), MOST_NUMBERS),
                -0.6,
                factors.size() - 0.4)
            .axis("y", "log₁₀, running sum", null, shown.low(), shown.high()));
  }

  /** Most bytes for the bars. */
  static long bytesOfMarks(int depth) {
    return (1L + FACTORS_OF_LAYER * (long) depth) * Panel.bytesOf("rect");
  }

  /** The running sum before the first factor and after each, up to the first that is not finite. */
  private static double[] levels(List<Factor> factors) {
    List<Double> levels = new ArrayList<>(List.of(0.0));
    for (Factor factor : factors) {
      if (!Double.isFinite(factor.gain())) {
        break;
      }
      levels.add(levels.get(levels.size() - 1) + factor.gain());
    }
    return levels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The factors in the order of back-propagation; kinds that no layer has are left out. */
  private List<Factor> factors() {
    List<Factor> factors = new ArrayList<>();
    factors.add(new Factor(Kind.COST, Kind.COST.sign, trace.costGradientsLog10()[0]));
    for (int l = depth; l >= 1; l--) {
      if (l < depth) {
        factors.add(factor(Kind.WEIGHT, l + 1, gain(l, Metric.WEIGHT_GAIN_LOG10)));
        double between = gain(l, Metric.JUNCTION_GAIN_LOG10);
        if (between != 0 && !Double.isNaN(between)) {
          factors.add(factor(Kind.JUNCTION, l, between));
        }
      }
      factors.add(factor(Kind.ACTIVATION, l, gain(l, Metric.ACTIVATION_GAIN_LOG10)));
      double normalization = gain(l, Metric.NORMALIZATION_GAIN_LOG10);
      if (!Double.isNaN(normalization)) {
        factors.add(factor(Kind.NORMALIZATION, l, normalization));
      }
    }
    return factors;
  }

  private double gain(int l, Metric metric) {
    return trace.series(l, metric)[0];
  }

  private static Factor factor(Kind kind, int l, double gain) {
    return new Factor(kind, kind.sign + l, gain);
  }

  /** A sentence on the total of each kind; empty if nothing was recorded. */
  public String summary() {
    return trace.size() == 0 ? "" : summary(factors());
  }

  private String summary(List<Factor> factors) {
    int finite = levels(factors).length - 1;
    String step = "Step " + trace.steps()[0] + ", in decades: ";
    if (finite < factors.size()) {
      return step + "zero or not finite from " + factors.get(finite).name() + " on.";
    }
    return factors.stream()
        .map(Factor::kind)
        .distinct()
        .sorted()
        .map(
            kind ->
                String.format(
                    Locale.ROOT,
                    "%s %.3g",
                    kind.words,
                    factors.stream()
                        .filter(factor -> factor.kind() == kind)
                        .mapToDouble(Factor::gain)
                        .sum()))
        .collect(Collectors.joining(", ", step, "."));
  }
}
