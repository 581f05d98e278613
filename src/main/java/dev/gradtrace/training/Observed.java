package dev.gradtrace.training;

/** What a step can leave besides its loss. */
public enum Observed {
  /** Every metric of every layer. */
  STATISTICS,
  /** The numbers of the network themselves, with the weights from before the update. */
  TENSORS
}
