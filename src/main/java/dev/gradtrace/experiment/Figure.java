package dev.gradtrace.experiment;

/** Numbers that describe a run as a whole. */
public enum Figure {
  TRAINING_LOSS("trainingLoss", Scale.LINEAR),
  TRAINING_ACCURACY("trainingAccuracy", Scale.LINEAR),
  VALIDATION_LOSS("validationLoss", Scale.LINEAR),
  VALIDATION_ACCURACY("validationAccuracy", Scale.LINEAR),
  /** The first epoch after which the training loss is at most the target; 0 is the start. */
  EPOCHS_TO_LOSS("epochsToLoss", Scale.LINEAR),
  FIRST_SLOPE("firstSlopePerLayer", Scale.LINEAR),
  LAST_SLOPE("lastSlopePerLayer", Scale.LINEAR),
  /** The mean-field forecast of the slope at the first step, for inputs of variance 1. */
  SLOPE_FORECAST("slopePerLayerForecast", Scale.LINEAR),
  FIRST_COST_GRADIENT("firstCostGradientLog10", Scale.LOG10),
  LAST_COST_GRADIENT("lastCostGradientLog10", Scale.LOG10),
  FIRST_BLOCK_SLOPE("firstSlopePerBlock", Scale.LINEAR),
  LAST_BLOCK_SLOPE("lastSlopePerBlock", Scale.LINEAR),
  LAST_NOISE_SCALE("lastNoiseScale", Scale.LINEAR),
  FIRST_SHARPNESS("firstSharpness", Scale.LINEAR),
  LAST_SHARPNESS("lastSharpness", Scale.LINEAR),
  /**
   * The largest |λ/bound − 1| over the last 30 % of the steps with recorded curvature: 0 at the
   * edge of stability. NaN for adaptive optimizers.
   */
  EDGE_DISTANCE("edgeDistance", Scale.LINEAR);

  private final String label;
  private final Scale scale;

  Figure(String label, Scale scale) {
    this.label = label;
    this.scale = scale;
  }

  public String label() {
    return label;
  }

  Scale scale() {
    return scale;
  }
}
