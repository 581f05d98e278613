package dev.gradtrace.dataset;

/** What the targets of a dataset represent. */
public enum Task {
  /** Classes. */
  CLASSIFICATION,
  /** Numbers. */
  REGRESSION
}
