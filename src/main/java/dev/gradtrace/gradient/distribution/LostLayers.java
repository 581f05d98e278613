package dev.gradtrace.gradient.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Layers whose gradient is 0 in a format of fewer bits: every |δ|/m rounds to 0. Frameworks average
 * the loss before they differentiate, hence 1/m.
 *
 * @param layers their numbers, ascending
 * @param zero those of them whose δ is 0 even in doubles
 * @param greatestLog10 log₁₀ of the largest |δ|/m in them; NaN if all are 0
 */
public record LostLayers(List<Integer> layers, List<Integer> zero, double greatestLog10) {

  /**
   * The layers whose gradient is 0 in a format.
   *
   * @param deltas of layers 1…L, over all samples
   * @param samples m
   */
  public static LostLayers of(List<Distribution> deltas, NumberFormat format, int samples) {
    List<Integer> layers = new ArrayList<>();
    List<Integer> zero = new ArrayList<>();
    double greatest = Double.NaN;
    for (int l = 1; l <= deltas.size(); l++) {
      Distribution delta = deltas.get(l - 1);
      if (delta.vanishes(format, samples)) {
        layers.add(l);
        if (delta.isEmpty()) {
          zero.add(l);
        } else if (!(greatest >= delta.maxAbsLog10())) {
          greatest = delta.maxAbsLog10();
        }
      }
    }
    return new LostLayers(layers, zero, greatest - Math.log10(samples));
  }

  /** Whether there is no such layer. */
  public boolean isEmpty() {
    return layers.isEmpty();
  }

  /** One or two sentences on the layers lost in float32; there must be some. */
  public String inFloat32() {
    String lost =
        "The gradient of %s would be 0 in float32, as in PyTorch".formatted(named(layers));
    if (zero.size() == layers.size()) {
      return lost + ": it is 0 in doubles, too.";
    }
    String sentence =
        String.format(
            Locale.ROOT,
            "%s: every |δ|/m is at most 2⁻¹⁵⁰ there, half of the smallest float32; the largest is"
                + " 10^%.1f.",
            lost,
            greatestLog10);
    return zero.isEmpty()
        ? sentence
        : "%s That of %s is 0 in doubles, too.".formatted(sentence, named(zero));
  }

  /** Ranges of layers such as "layer 3" or "layers 1–5, 7". */
  private static String named(List<Integer> layers) {
    List<String> ranges = new ArrayList<>();
    for (int from = 0; from < layers.size(); ) {
      int to = from;
      while (to + 1 < layers.size() && layers.get(to + 1) == layers.get(to) + 1) {
        to++;
      }
      ranges.add(layers.get(from) + (to > from ? "–" + layers.get(to) : ""));
      from = to + 1;
    }
    return (layers.size() == 1 ? "layer " : "layers ") + String.join(", ", ranges);
  }
}
