package dev.gradtrace.web.gradients;

/** What an answer about gradients can hold besides the metrics of the layers. */
enum GradientPart {
  GRADIENTS,
  DELTAS,
  ACTIVATIONS,
  PREACTIVATIONS,
  OUTPUTS,
  GRADIENT_CHECK,
  SINGULAR_VALUES,
  FORECAST,
  DISTRIBUTIONS,
  CURVATURE
}
