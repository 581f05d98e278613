package dev.gradtrace.gradient;

/**
 * Metrics of a layer at a step, for the whole service. They describe the state before the update,
 * over the batch of m samples.
 */
public enum Metric {
  WEIGHT_GRADIENT_NORM("weightGradientNorm"),
  WEIGHT_GRADIENT_MEAN_ABS("weightGradientMeanAbs"),
  BIAS_GRADIENT_NORM("biasGradientNorm"),
  DELTA_NORM("deltaNorm"),
  PREACTIVATION_MEAN("preactivationMean"),
  PREACTIVATION_STD("preactivationStd"),
  ACTIVATION_MEAN("activationMean"),
  ACTIVATION_STD("activationStd"),
  ACTIVATION_DERIVATIVE_MEAN("activationDerivativeMean"),
  SATURATED_FRACTION("saturatedFraction"),
  DEAD_FRACTION("deadFraction"),
  WEIGHT_NORM("weightNorm"),
  UPDATE_RATIO("updateRatio"),
  GRADIENT_DIVERSITY("gradientDiversity"),
  DELTA_LOG10("deltaLog10"),
  WEIGHT_GAIN_LOG10("weightGainLog10"),
  ACTIVATION_GAIN_LOG10("activationGainLog10"),
  JUNCTION_GAIN_LOG10("junctionGainLog10"),
  NORMALIZATION_GAIN_LOG10("normalizationGainLog10"),
  SAMPLE_COSINE("sampleCosine"),
  GRADIENT_VARIANCE("gradientVariance"),
  GRADIENT_SIGNAL("gradientSignal");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
