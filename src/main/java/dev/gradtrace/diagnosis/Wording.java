package dev.gradtrace.diagnosis;

import java.util.List;
import java.util.Locale;

/** How numbers stand in sentences. */
final class Wording {

  private Wording() {}

  /** Three digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : "infinite";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value);
    }
    double size = Math.abs(value);
    return size >= 1e-3 && size < 1e6
        ? Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)))
        : String.format(Locale.ROOT, "%.2e", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String layers(List<Integer> layers) {
    return (layers.size() == 1 ? "layer " : "layers ")
        + String.join(", ", layers.stream().map(String::valueOf).toList());
  }
}
