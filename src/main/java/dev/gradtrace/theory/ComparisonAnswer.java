package dev.gradtrace.theory;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.theory.CostComparison.Difference;
import dev.gradtrace.theory.CostComparison.LayerDifference;
import dev.gradtrace.theory.CostComparison.Measured;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Explains in plain English what a change of cost does to one batch: whether it reaches the earlier
 * layers, by what factor, why, and whether the decay from layer to layer changes.
 */
final class ComparisonAnswer {

  /** Relative difference up to which norms count as equal: above rounding, below visibility. */
  private static final double SAME = 1e-9;

  /**
   * Difference of slopes up to which they count as equal, in decades per layer: a factor of 1.02.
   */
  private static final double SAME_SLOPE = 0.01;

  /** Ratio up to which the factors of layers are summarised as one. */
  private static final double SIMILAR = 1.05;

  /** Cosine from which gradients count as parallel: an angle below three degrees. */
  private static final double PARALLEL = 0.999;

  private static final double CLEARLY_WRONG = 0.5;

  private final CostComparison comparison;
  private final NetworkSpec network;
  private final Measured baseline;

  private ComparisonAnswer(CostComparison comparison) {
    this.comparison = comparison;
    this.network = comparison.network();
    this.baseline = comparison.baseline();
  }

  static String of(CostComparison comparison) {
    ComparisonAnswer answer = new ComparisonAnswer(comparison);
    return comparison.differences().stream()
        .map(answer::sentences)
        .map(sentences -> String.join(" ", sentences))
        .collect(Collectors.joining(" "));
  }

  private List<String> sentences(Difference difference) {
    List<String> sentences = new ArrayList<>();
    if (isZero(difference)) {
      sentences.add(ofZero(difference));
    } else if (isUniform(difference)) {
      sentences.add(ofUniform(difference));
    } else {
      sentences.add(ofLayers(difference));
      sentences.add(why(difference));
      sentences.addAll(ofWorstSample(difference));
    }
    sentences.addAll(ofDecay(difference));
    return sentences;
  }

  private static boolean isZero(Difference difference) {
    return difference.layers().stream().anyMatch(layer -> Double.isNaN(layer.cosine()));
  }

  private String ofZero(Difference difference) {
    List<Integer> still =
        IntStream.rangeClosed(1, network.depth())
            .filter(l -> Double.isNaN(difference.layers().get(l - 1).cosine()))
            .boxed()
            .toList();
    return ("Under %s or %s the gradient is exactly zero in %s: there no factor can be told, and"
            + " nothing is learnt under that cost.")
        .formatted(
            words(baseline.cost()),
            words(difference.cost()),
            still.size() == network.depth() ? "every layer" : "layers " + still);
  }

  private boolean isUniform(Difference difference) {
    return isOneNumber(ratios(difference.layers()))
        && isOneNumber(sampleFactors(difference).summaryStatistics())
        && difference.layers().stream().allMatch(layer -> layer.cosine() >= 1 - SAME);
  }

  private static boolean isOneNumber(DoubleSummaryStatistics numbers) {
    return numbers.getMax() - numbers.getMin() <= SAME * numbers.getMax();
  }

  private String ofUniform(Difference difference) {
    double factor = difference.layers().get(0).normRatio();
    if (Math.abs(factor - 1) <= SAME) {
      return "No: on this batch %s has the same gradient as %s in every layer."
          .formatted(words(difference.cost()), words(baseline.cost()));
    }
    boolean single = comparison.outputs().length == 1 && network.outputs() == 1;
    return ("%s: from %s to %s the gradient of every layer is multiplied by %s and keeps its"
            + " direction. %s, and back-propagation is linear: the change is that of a learning"
            + " rate %s times as large.")
        .formatted(
            network.depth() == 1 ? "There are no earlier layers" : "Yes, by one factor",
            words(baseline.cost()),
            words(difference.cost()),
            Figures.number(factor),
            single
                ? cause(difference) + " With one sample and one output that is one factor of δ"
                : "The costs differ by one factor of every output's δ",
            Figures.number(factor));
  }

  private String ofLayers(Difference difference) {
    int depth = network.depth();
    List<LayerDifference> hidden = difference.layers().subList(0, depth - 1);
    LayerDifference output = difference.layers().get(depth - 1);
    String change = "from %s to %s".formatted(words(baseline.cost()), words(difference.cost()));
    String ofOutput =
        "‖∂C/∂W‖ of the output layer is multiplied by %s (cosine %s between the two)"
            .formatted(Figures.number(output.normRatio()), Figures.number(output.cosine()));
    if (hidden.isEmpty()) {
      return "There are no earlier layers: %s %s.".formatted(change, ofOutput);
    }
    DoubleSummaryStatistics cosines =
        hidden.stream().mapToDouble(LayerDifference::cosine).summaryStatistics();
    return "Yes, the earlier layers change too: %s %s, that of the earlier layers by %s (cosine %s)."
        .formatted(change, ofOutput, range(ratios(hidden)), range(cosines));
  }

  private String cause(Difference difference) {
    Activation output = network.layer(network.depth()).activation();
    boolean before = baseline.cost().isMadeFor(output);
    boolean after = difference.cost().isMadeFor(output);
    if (before == after) {
      return "The costs weigh errors differently.";
    }
    return "%s cancels %s, %s does not."
        .formatted(
            capitalized(words(after ? difference.cost() : baseline.cost())),
            output instanceof Softmax ? "softmax's Jacobian diag(a) − a·aᵀ" : "the output's σ′(z)",
            words(after ? baseline.cost() : difference.cost()));
  }

  private String why(Difference difference) {
    String cause = cause(difference);
    String factors = range(sampleFactors(difference).summaryStatistics());
    if (network.outputs() == 1 && isTraining() && network.mixesSamples()) {
      return ("%s With a single output that is one factor for each sample, here %s. Batch"
              + " normalisation mixes the samples on the way back, so that earlier layers turn"
              + " within a sample, too.")
          .formatted(cause, factors);
    }
    if (network.outputs() == 1) {
      return ("%s With a single output that is one factor for each sample, here %s, and the same in"
              + " all layers: within a sample every layer keeps its direction, samples are"
              + " weighed anew.")
          .formatted(cause, factors);
    }
    boolean turned = difference.layers().stream().anyMatch(layer -> layer.cosine() < PARALLEL);
    return "%s Each of the %s outputs of each sample gets a factor of its own (‖δ‖ of a sample changes by %s), %s."
        .formatted(
            cause,
            network.outputs(),
            factors,
            turned
                ? "so that samples and outputs are mixed anew and earlier layers turn"
                : "but these are so alike here that no layer turns");
  }

  /** The sample whose δᴸ changes by the largest factor, if the network is clearly wrong on it. */
  private List<String> ofWorstSample(Difference difference) {
    double[] factors = sampleFactors(difference).toArray();
    int most = 0;
    for (int j = 1; j < factors.length; j++) {
      most = Math.abs(Math.log(factors[j])) > Math.abs(Math.log(factors[most])) ? j : most;
    }
    double error = largestError(most);
    if (!(error > CLEARLY_WRONG) || factors[most] < 2) {
      return List.of();
    }
    return List.of(
        "Sample %s, wrong by %s, gains most: its ‖δ‖ is %s under %s and %s under %s."
            .formatted(
                most,
                Figures.number(error),
                Figures.number(baseline.deltaNormPerSample()[most]),
                words(baseline.cost()),
                Figures.number(difference.measured().deltaNormPerSample()[most]),
                words(difference.cost())));
  }

  private double largestError(int sample) {
    double[] output = comparison.outputs()[sample];
    double[] target = comparison.targets()[sample];
    return IntStream.range(0, output.length)
        .mapToDouble(i -> Math.abs(output[i] - target[i]))
        .max()
        .orElse(0);
  }

  private List<String> ofDecay(Difference difference) {
    int hidden = network.depth() - 1;
    double before = baseline.statistics().slopePerLayer();
    double after = difference.measured().statistics().slopePerLayer();
    if (hidden < 2 || Double.isNaN(before) || Double.isNaN(after)) {
      return List.of();
    }
    String slopes =
        "with each of the %s hidden layers towards the input δ %s under %s and %s under %s"
            .formatted(
                hidden,
                decay(before),
                words(baseline.cost()),
                decay(after),
                words(difference.cost()));
    if (Math.abs(after - before) >= SAME_SLOPE) {
      return List.of(
          "The decay changes with the direction of δ: %s; the factors on the way, %s, are the same."
              .formatted(slopes, listed(factors(), "and")));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The decay does not change: %s, because %s on the way are the same."
            .formatted(slopes, listed(factors(), "and")));
    sentences.add(remainder(before, hidden));
    sentences.addAll(ofNormalisations());
    sentences.addAll(ofSkips());
    return sentences;
  }

  /** The factors of δ between the output and layer 1, which do not depend on the cost. */
  private List<String> factors() {
    List<String> factors = new ArrayList<>(List.of("W"));
    boolean isNormalisedBefore =
        network.layers().stream().anyMatch(layer -> layer.normalizationBeforeActivation() != null);
    factors.add(isNormalisedBefore ? "σ′(u)" : "σ′(z)");
    factors.addAll(betweenLayers());
    return factors;
  }

  private List<String> betweenLayers() {
    List<String> parts = new ArrayList<>();
    if (network.isNormalized()) {
      parts.add("the normalisations");
    }
    if (isTraining() && network.hasDropout()) {
      parts.add("the masks");
    }
    if (!network.blocks().isEmpty()) {
      parts.add("the skips");
    }
    return parts;
  }

  private boolean isTraining() {
    return comparison.mode() == Mode.TRAINING;
  }

  private static String listed(List<String> words, String conjunction) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
  }

  private String remainder(double slope, int hidden) {
    boolean rectifiers =
        IntStream.rangeClosed(1, hidden).allMatch(l -> network.layer(l).activation().isRectifier());
    String whole =
        "Over all of them that is a factor of %s, whatever the cost."
            .formatted(Figures.number(Math.pow(10, -slope * (hidden - 1))));
    List<String> others = new ArrayList<>(List.of("the weights"));
    others.addAll(betweenLayers());
    return rectifiers
        ? "%s Where a rectifier is on, its σ′ is 1: what is left of the decay is of %s."
            .formatted(whole, listed(others, "and"))
        : whole;
  }

  /** The effect of normalisations before σ on δ, which they divide by the standard deviation. */
  private List<String> ofNormalisations() {
    double decades =
        IntStream.rangeClosed(1, network.depth() - 1)
            .mapToDouble(l -> baseline.statistics().get(l, Metric.NORMALIZATION_GAIN_LOG10))
            .filter(Double::isFinite)
            .sum();
    return decades == 0
        ? List.of()
        : List.of(
            "The normalisations divide δ by the spread of z that they take away: over the hidden layers that %s it by %s."
                .formatted(
                    decades > 0 ? "raises" : "lowers",
                    Figures.number(Math.pow(10, Math.abs(decades)))));
  }

  /** The gradient at the input of the first block relative to that at the output of the last. */
  private List<String> ofSkips() {
    int blocks = network.blocks().size();
    if (blocks == 0) {
      return List.of();
    }
    double decades =
        baseline.statistics().blockInputGradientLog10(1)
            - baseline.statistics().blockOutputGradientLog10(blocks);
    return List.of(
        "The skips carry the gradient past the branches: over the %s residual blocks ‖∂C/∂x‖ is multiplied by %s."
            .formatted(blocks, Figures.number(Math.pow(10, decades))));
  }

  private static String decay(double slope) {
    if (Math.abs(slope) < SAME_SLOPE) {
      return "keeps its size (to %s decades)".formatted(Figures.number(Math.abs(slope)));
    }
    return "%s %s-fold (%s decades)"
        .formatted(
            slope > 0 ? "shrinks" : "grows",
            Figures.number(Math.pow(10, Math.abs(slope))),
            Figures.number(Math.abs(slope)));
  }

  private DoubleStream sampleFactors(Difference difference) {
    double[] before = baseline.deltaNormPerSample();
    double[] after = difference.measured().deltaNormPerSample();
    return IntStream.range(0, before.length).mapToDouble(j -> after[j] / before[j]);
  }

  private static DoubleSummaryStatistics ratios(List<LayerDifference> layers) {
    return layers.stream().mapToDouble(LayerDifference::normRatio).summaryStatistics();
  }

  private static String range(DoubleSummaryStatistics numbers) {
    double from = numbers.getMin();
    double to = numbers.getMax();
    if (from > 0 && to <= from * SIMILAR) {
      return (to > from * (1 + SAME) ? "about " : "") + Figures.number((from + to) / 2);
    }
    return Figures.number(from) + " to " + Figures.number(to);
  }

  private static String words(Cost cost) {
    return cost.label().replace('_', ' ');
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
