package dev.gradtrace.network;

/** The places of a layer where a normalisation can stand; each has its own γ and β. */
public enum NormalizationPlace {
  /** Of the network's inputs; belongs to layer 1. */
  INPUT,
  /** Of a residual block; belongs to its first layer (before) or its last (after). */
  BLOCK,
  /** Of the layer itself, before or after σ. */
  LAYER
}
