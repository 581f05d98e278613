package dev.gradtrace.network;

/** The places of a layer where a normalisation can stand; each has its own γ and β. */
public enum NormalizationPlace {
  /** At the inputs of the network; belongs to layer 1. */
  INPUT,
  /** At the beginning or end of a residual block; belongs to its first or last layer. */
  BLOCK,
  /** In the layer itself, before or after σ. */
  LAYER
}
