package dev.gradtrace.web.gradients;

import java.util.Locale;

/** What an answer about gradients can hold besides the metrics of the layers. */
enum GradientPart {
  GRADIENTS,
  DELTAS,
  ACTIVATIONS,
  PREACTIVATIONS,
  OUTPUTS,
  GRADIENT_CHECK,
  SINGULAR_VALUES,
  FORECAST;

  /** The name in the contract. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
