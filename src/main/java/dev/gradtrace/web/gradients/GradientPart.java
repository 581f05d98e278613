package dev.gradtrace.web.gradients;

/** The parts of an answer about gradients besides the metrics of the layers. */
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
