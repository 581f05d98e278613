package dev.gradtrace.training;

/** Additional outputs of a step, besides its loss. */
public enum Observed {
  /** All metrics of all layers. */
  STATISTICS,
  /** The tensors of the network, with the weights before the update. */
  TENSORS
}
